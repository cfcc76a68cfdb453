use aru::prelude::*;

recurrent_net! {
    unit Square { value = drive * drive; emit value; }

    struct First {
        input x: 1;
        layer hidden: Square<2>;
        output y: 1;

        x -> hidden -> y;
    }

    pub(crate) struct Second {
        input x: 1;
        layer hidden: Square<3>;
        output y: 1;

        x -> hidden -> y;
    }
}

fn main() {
    assert_eq!(First::<f32>::new(1).x_to_hidden().weight().len(), 2);
    assert_eq!(Second::<f64>::new(1).x_to_hidden().weight().len(), 3);
}
