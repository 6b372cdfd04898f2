//! Rooms and what is taken of them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::enums::{AppointmentStatus, SubjectKind, VisitKind};
use entity::id::{ClinicId, RoomId};
use entity::{appointment, room, slot_claim};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};

use super::Period;
use crate::domain::appointment::status_at;
use crate::domain::availability::RoomLoad;
use crate::domain::time::{Tick, TickSpan};

/// The rooms of `kind` at each of `clinics`, by name, with their claims.
pub async fn load(
    conn: &impl ConnectionTrait,
    clinics: &[ClinicId],
    kind: VisitKind,
    period: Period,
) -> Result<HashMap<ClinicId, Vec<RoomLoad>>, DbErr> {
    let rooms = room::Entity::find()
        .filter(room::Column::ClinicId.is_in(clinics.iter().copied()))
        .filter(room::Column::Kind.eq(kind))
        .filter(room::Column::Active.eq(true))
        .order_by_asc(room::Column::Name)
        .all(conn)
        .await?;
    let mut taken = claims(conn, &rooms, period).await?;
    let mut loads: HashMap<ClinicId, Vec<RoomLoad>> = HashMap::new();
    for row in rooms {
        let load = RoomLoad {
            room: row.id,
            capacity: row.capacity.unsigned_abs(),
            taken: taken.remove(&row.id).unwrap_or_default(),
        };
        loads.entry(row.clinic_id).or_default().push(load);
    }
    Ok(loads)
}

async fn claims(
    conn: &impl ConnectionTrait,
    rooms: &[room::Model],
    period: Period,
) -> Result<HashMap<RoomId, Vec<(u32, TickSpan)>>, DbErr> {
    let (from, until) = period.widened();
    let rows: Vec<RoomClaim> = slot_claim::Entity::find()
        .select_only()
        .columns([slot_claim::Column::SubjectId, slot_claim::Column::Tick, slot_claim::Column::Ordinal])
        .columns([appointment::Column::Status, appointment::Column::HoldExpiresAt, appointment::Column::StartsAt])
        .inner_join(appointment::Entity)
        .filter(slot_claim::Column::SubjectKind.eq(SubjectKind::Room))
        .filter(slot_claim::Column::SubjectId.is_in(rooms.iter().map(|room| room.id.0)))
        .filter(slot_claim::Column::Tick.between(Tick::containing(from).0, Tick::containing(until).0))
        .into_model()
        .all(conn)
        .await?;
    let mut taken: HashMap<RoomId, Vec<(u32, TickSpan)>> = HashMap::new();
    for claim in rows {
        if status_at(period.now, claim.status, claim.hold_expires_at, claim.starts_at).is_occupying() {
            let tick = Tick(claim.tick);
            let span = TickSpan::new(tick, tick.plus(1));
            taken.entry(claim.subject_id).or_default().push((claim.ordinal.unsigned_abs(), span));
        }
    }
    Ok(taken)
}

/// A tick of a room, with what tells whether it is still taken.
#[derive(FromQueryResult)]
struct RoomClaim {
    subject_id: RoomId,
    tick: i64,
    ordinal: i32,
    status: AppointmentStatus,
    hold_expires_at: Option<DateTime<Utc>>,
    starts_at: DateTime<Utc>,
}
