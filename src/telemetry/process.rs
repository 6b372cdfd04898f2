//! What the operating system knows of this process, under the names that every Prometheus client uses. Linux only:
//! elsewhere there is nothing to say.

use std::fs;

use super::reading::Reading;

/// Clock ticks of a second in `/proc`: the same on every architecture that we build for (`USER_HZ`).
const TICKS: f64 = 100.0;

/// CPU, memory, files, threads and the start of this process.
pub fn readings() -> Vec<Reading> {
    let mut readings = Vec::with_capacity(7);
    if let Some(stat) = stat() {
        let help = "User and system time of the process, in seconds";
        readings.push(Reading::counter("process_cpu_seconds", help, stat.cpu));
        readings.push(Reading::gauge("process_threads", "Threads of the process", stat.threads));
        if let Some(boot) = boot() {
            let help = "When the process started, in seconds since 1970";
            readings.push(Reading::gauge("process_start_time_seconds", help, boot + stat.started));
        }
    }
    if let Some(memory) = field("/proc/self/status", "VmRSS:") {
        readings.push(Reading::gauge("process_resident_memory_bytes", "Resident memory, in bytes", memory * 1024.0));
    }
    if let Some(memory) = field("/proc/self/status", "VmSize:") {
        readings.push(Reading::gauge("process_virtual_memory_bytes", "Virtual memory, in bytes", memory * 1024.0));
    }
    if let Ok(files) = fs::read_dir("/proc/self/fd") {
        // The folder itself is open while it is counted.
        readings.push(Reading::gauge("process_open_fds", "Open file descriptors", files.count().saturating_sub(1)));
    }
    if let Some(most) = field("/proc/self/limits", "Max open files") {
        readings.push(Reading::gauge("process_max_fds", "Most file descriptors that may be open", most));
    }
    readings
}

struct Stat {
    /// Seconds of user and system time.
    cpu: f64,
    threads: f64,
    /// Seconds since the machine's boot.
    started: f64,
}

/// `proc(5)`, `/proc/[pid]/stat`: fields 14, 15, 20 and 22, counted from 1; the second may contain anything.
fn stat() -> Option<Stat> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after_name) = text.rsplit_once(')')?;
    let fields: Vec<f64> = after_name.split_whitespace().skip(1).map_while(|field| field.parse().ok()).collect();
    let field = |number: usize| fields.get(number - 4).copied();
    Some(Stat { cpu: (field(14)? + field(15)?) / TICKS, threads: field(20)?, started: field(22)? / TICKS })
}

/// The machine's boot, in seconds since 1970.
fn boot() -> Option<f64> {
    field("/proc/stat", "btime")
}

/// The first number after `name` on its line.
fn field(path: &str, name: &str) -> Option<f64> {
    let text = fs::read_to_string(path).ok()?;
    let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_whitespace().next()?.parse().ok()
}
