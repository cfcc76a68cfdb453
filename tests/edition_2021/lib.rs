//! Empty: the tests of this package are the declarations of tests/ui/pass.
