use dateline::store::*; use std::time::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let seconds: f64 = a[2].parse().unwrap();
    let path = std::path::Path::new(&a[1]);
    while !path.exists() { std::thread::sleep(Duration::from_millis(20)); }
    let mut s = Store::open(path, Options { wait: Duration::from_secs(10) }).unwrap();
    while s.counts().unwrap().stories < 100 { std::thread::sleep(Duration::from_millis(20)); }
    let (t, mut v, mut on) = (Instant::now(), vec![], true);
    while t.elapsed().as_secs_f64() < seconds {
        let b = Instant::now();
        s.mark(&[StoryId(1)], Change::Read(on)).unwrap();
        v.push(b.elapsed().as_secs_f64() * 1e3);
        on = !on;
        std::thread::sleep(Duration::from_millis(15));
    }
    v.sort_by(f64::total_cmp);
    let n = v.len();
    println!("marks {n}: p50 {:.1} p90 {:.1} p99 {:.1} max {:.1} ms", v[n/2], v[n*9/10], v[n*99/100], v[n-1]);
}
