use rusqlite::*; use std::time::*;
fn cpu() -> f64 { let s = std::fs::read_to_string("/proc/self/stat").unwrap(); let f: Vec<&str> = s.rsplit(") ").next().unwrap().split(' ').collect(); (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap())/100.0 }
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let c = Connection::open(&a[1]).unwrap();
    c.execute_batch("PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; PRAGMA journal_size_limit=67108864;").unwrap();
    c.busy_timeout(Duration::from_secs(5)).unwrap();
    match a[2].as_str() {
        "merge" => {
            let pages: i64 = a[3].parse().unwrap();
            if let Some(u) = a.get(4) { c.execute("INSERT INTO word_index(word_index,rank) VALUES('usermerge',?1)", [u.parse::<i64>().unwrap()]).unwrap(); }
            let (mut v, t, c0) = (vec![], Instant::now(), cpu());
            loop {
                let before = c.total_changes();
                let s = Instant::now();
                c.execute_batch("BEGIN IMMEDIATE").unwrap();
                c.execute("INSERT INTO word_index(word_index,rank) VALUES('merge',?1)", [pages]).unwrap();
                c.execute_batch("COMMIT").unwrap();
                v.push(s.elapsed().as_secs_f64()*1e3);
                if c.total_changes() - before < 2 { break }
            }
            v.sort_by(f64::total_cmp);
            let n = v.len();
            println!("merge {pages}: steps {n} p50 {:.1} p99 {:.1} max {:.1} ms; wall {:.1} s cpu {:.1} s", v[n/2], v[n*99/100], v[n-1], t.elapsed().as_secs_f64(), cpu()-c0);
        }
        "optimize" => { let (t, c0) = (Instant::now(), cpu()); c.execute("INSERT INTO word_index(word_index) VALUES('optimize')", []).unwrap(); println!("optimize wall {:.1} cpu {:.1}", t.elapsed().as_secs_f64(), cpu()-c0); }
        "sql" => { let (t, c0) = (Instant::now(), cpu()); let mut s = c.prepare(&a[3]).unwrap(); let n = s.column_count(); let mut r = s.query([]).unwrap(); let mut k=0; while let Some(row) = r.next().unwrap() { k+=1; if k < 12 { println!("{:?}", (0..n).map(|i| row.get::<_, types::Value>(i).unwrap()).collect::<Vec<_>>()); } } println!("{k} rows wall {:.2} cpu {:.2}", t.elapsed().as_secs_f64(), cpu()-c0); }
        "ask" => {
            for q in ["government", "{headline body}:dam OR {body_forms}:dam", "water AND policy", "po*", "xylophone", "\"the president\"", "zzzqqq"] {
                let mut st = c.prepare("SELECT word_index.rowid, story.headline FROM word_index CROSS JOIN story ON story.key = word_index.rowid WHERE word_index MATCH ?1 ORDER BY word_index.rowid DESC LIMIT 50").unwrap();
                let mut v = vec![];
                for _ in 0..40 { let s = Instant::now(); let mut r = st.query([q]).unwrap(); while r.next().unwrap().is_some() {} ; drop(r); v.push(s.elapsed().as_secs_f64()*1e6); }
                v.sort_by(f64::total_cmp);
                print!("{q}: {:.0} us  ", v[v.len()/4]);
            }
            println!();
        }
        _ => {}
    }
}
