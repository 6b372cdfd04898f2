//! Ratings follow from feedback.

use std::collections::HashMap;

use entity::id::DoctorId;

use super::Report;
use crate::service::{Outcome, Services};
use crate::store::check;

/// Checks every doctor's rating against the feedback that it stands for.
pub(super) async fn check(services: &Services, report: &mut Report) -> Outcome<()> {
    let (shown, given) = check::ratings(services.db.read()).await?;
    let mut sums: HashMap<DoctorId, (i64, i32)> = HashMap::new();
    for (doctor, rating) in given {
        let (sum, count) = sums.entry(doctor).or_default();
        *sum += i64::from(rating);
        *count += 1;
    }
    for (doctor, sum, count, milli) in shown {
        let (real_sum, real_count) = sums.get(&doctor).copied().unwrap_or_default();
        let real_milli = (real_count > 0).then(|| rounded(real_sum, real_count));
        let holds = (sum, count, milli.map(i64::from)) == (real_sum, real_count, real_milli);
        report.expect(holds, || {
            format!(
                "doctor {} is shown with {sum} stars of {count}, feedback says {real_sum} of {real_count}",
                doctor.0
            )
        });
    }
    Ok(())
}

/// The mean in thousandths, rounded.
fn rounded(sum: i64, count: i32) -> i64 {
    let count = i64::from(count);
    (sum * 1000 + count / 2) / count
}
