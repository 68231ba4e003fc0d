"""The parts of make_reference.py: rules, indices by their plain definitions, and the games of the table."""
