//! What is wrong with a model that is called by its name, as `auditory_net!` calls them: told at the word that is wrong, with the
//! nearest that there is. The rules of that macro know which calls fit; they hand over one that does not.

use aru_compiler::suggest;
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Ident, LitStr, Token, bracketed};

/// `Model [Known Others]`: no model has this name.
pub struct UnknownModel {
    name: Ident,
    known: Vec<Ident>,
}

impl Parse for UnknownModel {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let list;
        bracketed!(list in input);
        let mut known = Vec::new();
        while !list.is_empty() {
            known.push(list.parse()?);
        }
        Ok(UnknownModel { name, known })
    }
}

impl UnknownModel {
    pub fn error(&self) -> Error {
        let known: Vec<String> = self.known.iter().map(Ident::to_string).collect();
        // All of them, too: what a model is called elsewhere may be near to the name of another.
        let hint = match suggest::nearest(&self.name.to_string(), &known) {
            Some(meant) => format!(", did you mean `{meant}`? There are {}", suggest::list(&known)),
            None => format!(", expected {}", suggest::one_of(&known)),
        };
        Error::new(self.name.span(), format!("no model named `{}`{hint}", self.name))
    }
}

/// `Model "dt 5 ms, bands 32" | "dt 5 ms, bands 32, tau 1 s" (dt 5 ms, band 32)`: what it takes, with an example of each argument, or
/// what it takes too; and what it was given.
pub struct WrongArguments {
    model: Ident,
    expected: Vec<String>,
    given: Group,
}

impl Parse for WrongArguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let model = input.parse()?;
        let mut expected = vec![input.parse::<LitStr>()?.value()];
        while input.parse::<Option<Token![|]>>()?.is_some() {
            expected.push(input.parse::<LitStr>()?.value());
        }
        Ok(WrongArguments {
            model,
            expected,
            given: input.parse()?,
        })
    }
}

/// An argument as it was written.
struct Given {
    tokens: Vec<TokenTree>,
}

impl Given {
    fn name(&self) -> Option<String> {
        match self.tokens.first() {
            Some(TokenTree::Ident(name)) => Some(name.to_string()),
            _ => None,
        }
    }

    fn error(&self, message: String) -> Error {
        Error::new_spanned(self.tokens.iter().cloned().collect::<TokenStream>(), message)
    }

    /// At its first word alone.
    fn error_at_name(&self, message: String) -> Error {
        Error::new(
            self.tokens.first().map_or_else(Span::call_site, TokenTree::span),
            message,
        )
    }
}

impl WrongArguments {
    pub fn error(&self) -> Error {
        let given = self.given();
        let expected = self.nearest_list(&given);
        let names: Vec<&str> = expected.iter().map(|example| name_of(example)).collect();
        let found = self
            .wrong_name(&given)
            .or_else(|| self.missing(&given, &expected))
            .or_else(|| out_of_order(&given, &names))
            .or_else(|| wrong_value(&given, &expected));
        found.unwrap_or_else(|| {
            let whole = format!("`{}` takes `{}({})`", self.model, self.model, expected.join(", "));
            Error::new_spanned(&self.given, whole)
        })
    }

    fn given(&self) -> Vec<Given> {
        let mut given = Vec::new();
        let mut tokens = Vec::new();
        for token in self.given.stream() {
            match &token {
                TokenTree::Punct(mark) if mark.as_char() == ',' => given.push(Given {
                    tokens: std::mem::take(&mut tokens),
                }),
                _ => tokens.push(token),
            }
        }
        if !tokens.is_empty() {
            given.push(Given { tokens });
        }
        given
    }

    /// Of the lists that it takes the one of which most was given, the first of several.
    fn nearest_list(&self, given: &[Given]) -> Vec<&str> {
        let lists = self.expected.iter().map(|list| split(list));
        let has = |list: &[&str]| {
            let names = given.iter().filter_map(Given::name);
            names
                .filter(|name| list.iter().any(|example| name_of(example) == name))
                .count()
        };
        let mut best: Vec<&str> = Vec::new();
        for list in lists {
            if best.is_empty() || has(&list) > has(&best) {
                best = list;
            }
        }
        best
    }

    /// One that no list has, or that was given before.
    fn wrong_name(&self, given: &[Given]) -> Option<Error> {
        let mut known: Vec<&str> = Vec::new();
        for example in self.expected.iter().flat_map(|list| split(list)) {
            if !known.contains(&name_of(example)) {
                known.push(name_of(example));
            }
        }
        for (place, argument) in given.iter().enumerate() {
            let Some(name) = argument.name() else {
                let expected = suggest::one_of(&known);
                return Some(argument.error(format!("an argument begins with its name, {expected}")));
            };
            if !known.contains(&name.as_str()) {
                let hint = suggest::hint(&name, &known);
                return Some(
                    argument.error_at_name(format!("`{}` has no argument `{name}`{hint}", self.model)),
                );
            }
            if given[..place]
                .iter()
                .any(|before| before.name().as_deref() == Some(&name))
            {
                return Some(argument.error_at_name(format!("`{name}` is given twice")));
            }
        }
        None
    }

    /// The first that was not given, told at what stands in its place.
    fn missing(&self, given: &[Given], expected: &[&str]) -> Option<Error> {
        let is_given = |example: &str| {
            given
                .iter()
                .any(|own| own.name().as_deref() == Some(name_of(example)))
        };
        let place = expected.iter().position(|example| !is_given(example))?;
        let where_to = match place.checked_sub(1) {
            None => "at the beginning".to_owned(),
            Some(before) => format!("behind `{}`", name_of(expected[before])),
        };
        let message = format!(
            "`{}` takes `{}` too, {where_to}: `{}`",
            self.model,
            name_of(expected[place]),
            expected[place]
        );
        let after = expected[place..].iter().find_map(|example| {
            given
                .iter()
                .find(|own| own.name().as_deref() == Some(name_of(example)))
        });
        Some(match after {
            Some(next) => next.error_at_name(message),
            None => Error::new(self.given.span_close(), message),
        })
    }
}

/// All are there, but stand otherwise.
fn out_of_order(given: &[Given], names: &[&str]) -> Option<Error> {
    let wrong = |(own, name): &(&Given, &&str)| own.name().as_deref() != Some(**name);
    let (own, name) = given.iter().zip(names).find(wrong)?;
    let found = own.name()?;
    Some(own.error_at_name(format!(
        "`{name}` stands before `{found}`: {}",
        suggest::list(names)
    )))
}

/// One that has not the form of its example.
fn wrong_value(given: &[Given], expected: &[&str]) -> Option<Error> {
    for (own, example) in given.iter().zip(expected) {
        let example_tokens: Vec<TokenTree> = example.parse::<TokenStream>().ok()?.into_iter().collect();
        let forms = |tokens: &[TokenTree]| tokens.iter().map(form).collect::<Vec<Form>>();
        if own.tokens.len() == 1 {
            return Some(own.error(format!("`{}` needs a value: `{example}`", name_of(example))));
        }
        // A size may be any path or number; a time and a start have their form.
        if example_tokens.len() > 2 && forms(&own.tokens) != forms(&example_tokens) {
            let message = match name_of(example) {
                "dt" => format!("the length of a bin is written with a blank before its unit: `{example}`"),
                name => format!("`{name}` is written as `{example}`"),
            };
            return Some(own.error(message));
        }
    }
    None
}

#[derive(PartialEq)]
enum Form {
    Word,
    Number,
    Mark,
    InBrackets(Delimiter),
}

fn form(token: &TokenTree) -> Form {
    match token {
        TokenTree::Ident(_) => Form::Word,
        TokenTree::Literal(_) => Form::Number,
        TokenTree::Punct(_) => Form::Mark,
        TokenTree::Group(group) => Form::InBrackets(group.delimiter()),
    }
}

/// `dt 5 ms` and `tau uniform(6 ms, 50 ms)` of a list of them.
fn split(list: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = list.split(move |letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    });
    parts.map(str::trim).collect()
}

fn name_of(example: &str) -> &str {
    example.split(' ').next().unwrap_or(example)
}

/// Anything: it is no model by its name.
pub fn no_model(given: TokenStream) -> Error {
    // Up to the end of what was begun, so that models behind it are not pointed at.
    let mut own = TokenStream::new();
    for token in given {
        let is_end = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ';')
            || matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        token.to_tokens(&mut own);
        if is_end {
            break;
        }
    }
    Error::new_spanned(
        own,
        "expected a model by its name: `pub struct Net: StateNet(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);`, \
         with `;` at its end",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(call: &str) -> String {
        syn::parse_str::<WrongArguments>(call)
            .expect("what the rules hand over")
            .error()
            .to_string()
    }

    fn of_filter(given: &str) -> String {
        said(&format!(
            r#"DNet "dt 5 ms, bands 32, taps 5, tau uniform(6 ms, 50 ms)" ({given})"#
        ))
    }

    #[test]
    fn the_first_wrong_word_is_named() {
        for (given, expected) in [
            (
                "dt 5 ms, band 32, taps 5, tau uniform(1 ms, 2 ms)",
                "`DNet` has no argument `band`, did you mean `bands`?",
            ),
            (
                "dt 5 ms, bands 32, q 5, tau uniform(1 ms, 2 ms)",
                "`DNet` has no argument `q`, expected one of `dt`, `bands`, `taps`, `tau`",
            ),
            (
                "dt 5 ms, 32, taps 5",
                "an argument begins with its name, one of `dt`, `bands`, `taps`, `tau`",
            ),
            ("dt 5 ms, bands 32, bands 32, taps 5", "`bands` is given twice"),
            (
                "bands 32, taps 5, tau uniform(1 ms, 2 ms)",
                "`DNet` takes `dt` too, at the beginning: `dt 5 ms`",
            ),
            (
                "dt 5 ms, bands 32, taps 5",
                "`DNet` takes `tau` too, behind `taps`: `tau uniform(6 ms, 50 ms)`",
            ),
            (
                "dt 5 ms, taps 5, bands 32, tau uniform(1 ms, 2 ms)",
                "`bands` stands before `taps`: `dt`, `bands`, `taps`, `tau`",
            ),
            (
                "dt 5ms, bands 32, taps 5, tau uniform(1 ms, 2 ms)",
                "the length of a bin is written with a blank before its unit: `dt 5 ms`",
            ),
            (
                "dt 5 ms, bands 32, taps 5, tau 3",
                "`tau` is written as `tau uniform(6 ms, 50 ms)`",
            ),
            (
                "dt 5 ms, bands, taps 5, tau uniform(1 ms, 2 ms)",
                "`bands` needs a value: `bands 32`",
            ),
        ] {
            assert_eq!(of_filter(given), expected, "{given}");
        }
    }

    #[test]
    fn of_two_lists_the_one_counts_of_which_more_was_given() {
        let of = |given: &str| {
            said(&format!(
                r#"Net "dt 5 ms, units 3" | "dt 5 ms, tau_s 1, tau_r 2, units 3" ({given})"#
            ))
        };
        assert_eq!(of("dt 5 ms"), "`Net` takes `units` too, behind `dt`: `units 3`");
        assert_eq!(
            of("dt 5 ms, tau_s 1, units 3"),
            "`Net` takes `tau_r` too, behind `tau_s`: `tau_r 2`"
        );
        assert_eq!(
            of("dt 5 ms, tau_q 1, units 3"),
            "`Net` has no argument `tau_q`, did you mean `tau_s`?"
        );
    }

    #[test]
    fn a_model_that_is_none_is_told_the_nearest() {
        let said = |name: &str| {
            let call = format!("{name} [Linear StateNet StateNetAru]");
            syn::parse_str::<UnknownModel>(&call).unwrap().error().to_string()
        };
        assert_eq!(
            said("StateNetARU"),
            "no model named `StateNetARU`, did you mean `StateNetAru`? There are `Linear`, `StateNet`, `StateNetAru`"
        );
        assert_eq!(
            said("Other"),
            "no model named `Other`, expected one of `Linear`, `StateNet`, `StateNetAru`"
        );
    }
}
