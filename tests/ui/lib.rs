//! Empty: the tests of this package are declarations, those in `pass` accepted and all others rejected.
