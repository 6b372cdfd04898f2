//! The availability engine alone: `cargo bench -p medbook-benches --bench engine`.

use calendars::Case;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[divan::bench]
fn slots_of_one_doctor_for_7_days(bencher: Bencher<'_, '_>) {
    let case = Case::new(1);
    bencher.bench(|| black_box(&case).slots().collect::<Vec<_>>());
}

#[divan::bench]
fn slots_of_one_doctor_worked_out_beforehand(bencher: Bencher<'_, '_>) {
    let answers = Case::new(1).worked_out();
    bencher.bench(|| black_box(&answers).slots().collect::<Vec<_>>());
}

#[divan::bench]
fn earliest_slot_among_2000_doctors(bencher: Bencher<'_, '_>) {
    let cases: Vec<Case> = (0..2_000).map(Case::new).collect();
    bencher.bench(|| black_box(&cases).iter().filter_map(|case| case.slots().next()).min_by_key(|slot| slot.starts_at));
}

#[divan::bench]
fn whether_one_time_can_be_booked(bencher: Bencher<'_, '_>) {
    let case = Case::new(1);
    let slot = case.slots().last().expect("the week is not full");
    bencher.bench(|| {
        black_box(&case).calendar.place(&calendars::VISIT, slot.clinic, case.now, black_box(slot.starts_at), &[])
    });
}
