#!/bin/sh
# A header as Doxygen is to read it. Breathe shows a namespace anew, with all that is said of it, for each file that it
# stands in, so its two lines go and what is declared stands free; what Breathe cannot parse goes too: designated
# initializers, texts in several pieces, and marks between digits. What Doxygen would take for a tag or a link in a
# comment is escaped.
sed -E -e '/\/\/\//s/`//g' -e "s/([0-9])'([0-9])/\1\2/g" -e ':again; s!(///.*[^\\])([<#])!\1\\\2!; t again' "$1" |
    sed -z -E \
        -e 's#(\n///[^\n]*)*\nnamespace stemgewicht \{##' \
        -e 's#\n}  // namespace stemgewicht\n#\n#' \
        -e 's#\nnamespace detail \{\n.*\n}  // namespace detail\n#\n#' \
        -e 's#\n\#ifdef STEMGEWICHT_HEADER_ONLY.*##' \
        -e 's#( =)? ?\{\.[^;]*\};#;#g' \
        -e 's#"\n *"##g'
