//! Rooms and what is taken of them.

use std::collections::HashMap;

use entity::enums::{SubjectKind, VisitKind};
use entity::id::{ClinicId, RoomId};
use entity::{appointment, room, slot_claim};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::Period;
use crate::domain::appointment::effective_status;
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
    let rows = slot_claim::Entity::find()
        .find_also_related(appointment::Entity)
        .filter(slot_claim::Column::SubjectKind.eq(SubjectKind::Room))
        .filter(slot_claim::Column::SubjectId.is_in(rooms.iter().map(|room| room.id.0)))
        .filter(slot_claim::Column::Tick.between(Tick::containing(from).0, Tick::containing(until).0))
        .all(conn)
        .await?;
    let mut taken: HashMap<RoomId, Vec<(u32, TickSpan)>> = HashMap::new();
    for (claim, visit) in rows {
        let live = visit.is_some_and(|visit: appointment::Model| effective_status(&visit, period.now).is_occupying());
        if live {
            let tick = Tick(claim.tick);
            let span = TickSpan::new(tick, tick.plus(1));
            taken.entry(RoomId(claim.subject_id)).or_default().push((claim.ordinal.unsigned_abs(), span));
        }
    }
    Ok(taken)
}
