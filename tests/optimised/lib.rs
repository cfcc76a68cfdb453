//! Empty: the tests of this package are those that run networks for long.
