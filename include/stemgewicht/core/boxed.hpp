#pragma once

#include <memory>
#include <utility>

namespace stemgewicht {

/// A value kept apart, so that a type can hold values of its own kind. Copies are deep; never empty unless moved from.
template <class T>
class Boxed {
public:
    Boxed(T value) : value_(std::make_unique<T>(std::move(value))) {}  // implicit: a box is its value
    Boxed(const Boxed& other) : value_(std::make_unique<T>(*other.value_)) {}
    Boxed(Boxed&&) noexcept = default;
    Boxed& operator=(Boxed other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    ~Boxed() = default;

    const T& operator*() const { return *value_; }
    const T* operator->() const { return value_.get(); }
    friend bool operator==(const Boxed& a, const Boxed& b) { return *a == *b; }

private:
    std::unique_ptr<T> value_;
};

}  // namespace stemgewicht
