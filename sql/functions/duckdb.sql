-- The functions that both engines have, as DuckDB macros. Each one is in spark.sql too, in the same order, and gives the
-- same answers there: where the engines' own functions differ silently, a model calls one of these instead.
-- NULL in, NULL out, unless the comment says otherwise. The types of arguments and results stand in the comments.

-- Numbers

-- lh_idiv(a bigint, b bigint) bigint: Integer division, truncated towards zero; NULL for division by zero.
create or replace macro lh_idiv(a, b) as
    case when b <> 0 then cast(a as bigint) // cast(b as bigint) end;

-- lh_div(a double, b double) double: Division of doubles; NULL for division by zero. Cast money to decimal afterwards.
create or replace macro lh_div(a, b) as
    cast(cast(a as double) / nullif(cast(b as double), 0) as double);

-- lh_pmod(a bigint, b bigint) bigint: Remainder in [0, b) for a positive b; NULL for b = 0.
create or replace macro lh_pmod(a, b) as
    cast(((a % nullif(b, 0)) + b) % nullif(b, 0) as bigint);

-- lh_dec2(x double) decimal(18, 2): A double as money: the shortest decimal that means the double, rounded half away from zero to 2 places.
create or replace macro lh_dec2(x) as
    cast(cast(cast(cast(x as double) as varchar) as decimal(38, 12)) as decimal(18, 2));

-- lh_dec4(x double) decimal(18, 4): As lh_dec2, to 4 places.
create or replace macro lh_dec4(x) as
    cast(cast(cast(cast(x as double) as varchar) as decimal(38, 12)) as decimal(18, 4));

-- Text to values: NULL where the text is not exactly of that form. Blanks around numbers and booleans are allowed.

-- lh_to_int(s string) bigint: An integer: sign and digits only.
create or replace macro lh_to_int(s) as
    case when regexp_full_match(trim(s, ' '), '[+-]?[0-9]+') then try_cast(trim(s, ' ') as bigint) end;

-- lh_to_double(s string) double: A number with an optional fraction and exponent.
create or replace macro lh_to_double(s) as
    case when regexp_full_match(trim(s, ' '), '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?') then try_cast(trim(s, ' ') as double) end;

-- lh_to_dec4(s string) decimal(18, 4): A number with an optional fraction, rounded half away from zero to 4 places; no exponent.
create or replace macro lh_to_dec4(s) as
    case when regexp_full_match(trim(s, ' '), '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)') then try_cast(trim(s, ' ') as decimal(18, 4)) end;

-- lh_to_bool(s string) boolean: true, t, yes, y, 1 or false, f, no, n, 0 in any case.
create or replace macro lh_to_bool(s) as
    case when lower(trim(s, ' ')) in ('true', 't', 'yes', 'y', '1') then true
         when lower(trim(s, ' ')) in ('false', 'f', 'no', 'n', '0') then false end;

-- lh_to_date(s string) date: yyyy-mm-dd.
create or replace macro lh_to_date(s) as
    case when regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then try_cast(s as date) end;

-- lh_dmy(s string) date: d.m.yyyy with . / or - between: day first.
create or replace macro lh_dmy(s) as
    case when regexp_full_match(s, '[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}') then try_cast(regexp_extract(s, '([0-9]{4})$', 1)
        || '-' || lpad(regexp_extract(s, '^[0-9]+[./-]([0-9]+)', 1), 2, '0')
        || '-' || lpad(regexp_extract(s, '^([0-9]+)', 1), 2, '0') as date) end;

-- lh_to_ts(s string) timestamp: yyyy-mm-dd hh:mm:ss[.ffffff] with a blank or T between and an optional Z: UTC. Other offsets give NULL.
create or replace macro lh_to_ts(s) as
    case when regexp_full_match(s, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z?')
         then try_cast(rtrim(s, 'Z') as timestamp) end;

-- Days

-- lh_add_days(d date, n int) date: The day n days later.
create or replace macro lh_add_days(d, n) as
    cast(d as date) + cast(n as int);

-- lh_add_months(d date, n int) date: The same day n months later, or the last of that month.
create or replace macro lh_add_months(d, n) as
    cast(cast(d as date) + to_months(cast(n as int)) as date);

-- lh_days(a date, b date) int: Days from a to b; negative when b is earlier.
create or replace macro lh_days(a, b) as
    cast(cast(b as date) - cast(a as date) as int);

-- lh_months(a date, b date) int: Month boundaries from a to b: 31 January to 1 February is 1.
create or replace macro lh_months(a, b) as
    cast((year(cast(b as date)) - year(cast(a as date))) * 12 + month(cast(b as date)) - month(cast(a as date)) as int);

-- lh_full_months(a date, b date) int: Full months from a to b: 31 January to 28 February is 0.
create or replace macro lh_full_months(a, b) as
    cast((year(cast(b as date)) - year(cast(a as date))) * 12 + month(cast(b as date)) - month(cast(a as date))
        - case when cast(b as date) >= cast(a as date) and day(cast(b as date)) < day(cast(a as date)) then 1
               when cast(b as date) < cast(a as date) and day(cast(b as date)) > day(cast(a as date)) then -1 else 0 end as int);

-- lh_years(a date, b date) int: Full years from a to b, for b not before a.
create or replace macro lh_years(a, b) as
    cast(year(cast(b as date)) - year(cast(a as date))
        - case when month(cast(b as date)) * 100 + day(cast(b as date)) < month(cast(a as date)) * 100 + day(cast(a as date)) then 1 else 0 end as int);

-- lh_week_start(d date) date: The Monday of the week.
create or replace macro lh_week_start(d) as
    cast(date_trunc('week', cast(d as date)) as date);

-- lh_month_start(d date) date: The first of the month.
create or replace macro lh_month_start(d) as
    cast(date_trunc('month', cast(d as date)) as date);

-- lh_quarter_start(d date) date: The first of the calendar quarter.
create or replace macro lh_quarter_start(d) as
    cast(date_trunc('quarter', cast(d as date)) as date);

-- lh_year_start(d date) date: The first of January.
create or replace macro lh_year_start(d) as
    cast(date_trunc('year', cast(d as date)) as date);

-- lh_month_end(d date) date: The last of the month.
create or replace macro lh_month_end(d) as
    cast(last_day(cast(d as date)) as date);

-- lh_date_key(d date) int: The day as a number, yyyymmdd.
create or replace macro lh_date_key(d) as
    cast(year(cast(d as date)) * 10000 + month(cast(d as date)) * 100 + day(cast(d as date)) as int);

-- lh_iso_weekday(d date) int: 1 Monday to 7 Sunday.
create or replace macro lh_iso_weekday(d) as
    cast(isodow(cast(d as date)) as int);

-- lh_iso_week(d date) int: The week of ISO 8601, 1 to 53.
create or replace macro lh_iso_week(d) as
    cast(weekofyear(cast(d as date)) as int);

-- lh_iso_year(d date) int: The year that the ISO 8601 week belongs to.
create or replace macro lh_iso_year(d) as
    cast(isoyear(cast(d as date)) as int);

-- lh_day_name(d date) string: The English name of the day.
create or replace macro lh_day_name(d) as
    dayname(cast(d as date));

-- lh_month_name(d date) string: The English name of the month.
create or replace macro lh_month_name(d) as
    monthname(cast(d as date));

-- lh_ym(d date) string: yyyy-mm.
create or replace macro lh_ym(d) as
    strftime(cast(d as date), '%Y-%m');

-- Instants: timestamps in UTC

-- lh_seconds(a timestamp, b timestamp) bigint: Whole seconds from a to b, truncated towards zero.
create or replace macro lh_seconds(a, b) as
    (epoch_us(cast(b as timestamp)) - epoch_us(cast(a as timestamp))) // 1000000;

-- lh_fmt_ts(t timestamp) string: yyyy-mm-ddThh:mm:ssZ.
create or replace macro lh_fmt_ts(t) as
    strftime(cast(t as timestamp), '%Y-%m-%dT%H:%M:%SZ');

-- lh_epoch(t timestamp) bigint: Seconds since 1970, rounded down.
create or replace macro lh_epoch(t) as
    cast(floor(epoch_us(cast(t as timestamp)) / 1000000.0::double) as bigint);

-- lh_from_epoch(n bigint) timestamp: The instant n seconds after 1970.
create or replace macro lh_from_epoch(n) as
    make_timestamp(cast(n as bigint) * 1000000);

-- lh_from_epoch_ms(n bigint) timestamp: The instant n milliseconds after 1970.
create or replace macro lh_from_epoch_ms(n) as
    make_timestamp(cast(n as bigint) * 1000);

-- lh_to_zone(t timestamp, z string) timestamp: The wall clock of a zone such as Europe/Berlin at an instant.
create or replace macro lh_to_zone(t, z) as
    timezone(z, timezone('UTC', cast(t as timestamp)));

-- lh_from_zone(t timestamp, z string) timestamp: The instant at which a zone's wall clock shows t; the earlier one where the clock shows it twice.
create or replace macro lh_from_zone(t, z) as
    case when timezone(z, timezone('UTC', timezone('UTC', timezone(z, cast(t as timestamp))) - interval 1 hour)) = cast(t as timestamp)
         then timezone('UTC', timezone(z, cast(t as timestamp))) - interval 1 hour
         else timezone('UTC', timezone(z, cast(t as timestamp))) end;

-- Text. Patterns are the part of regular expressions that RE2 and Java share.

-- lh_clean(s string) string: Blanks of all kinds become one blank, none at the ends; an empty text becomes NULL.
create or replace macro lh_clean(s) as
    nullif(trim(regexp_replace(s, '[ ' || chr(9) || chr(10) || chr(13) || chr(160) || ']+', ' ', 'g'), ' '), '');

-- lh_trim(s string) string: Without the plain blanks at the ends.
create or replace macro lh_trim(s) as
    trim(s, ' ');

-- lh_trim_chars(s string, c string) string: Without those characters at the ends.
create or replace macro lh_trim_chars(s, c) as
    trim(s, c);

-- lh_initcap(s string) string: Each word, parted by blanks, with a capital first and small letters after.
create or replace macro lh_initcap(s) as
    array_to_string(list_transform(string_split(lower(s), ' '),
        lambda w: upper(substr(w, 1, 1)) || substr(w, 2)), ' ');

-- lh_unaccent(s string) string: Latin letters without their accents.
create or replace macro lh_unaccent(s) as
    strip_accents(s);

-- lh_matches(s string, p string) boolean: Whether the pattern is found anywhere in the text.
create or replace macro lh_matches(s, p) as
    regexp_matches(s, p);

-- lh_replace_all(s string, p string, r string) string: Every match replaced; \1 in r is the first group.
create or replace macro lh_replace_all(s, p, r) as
    regexp_replace(s, p, r, 'g');

-- lh_starts(s string, p string) boolean: Whether the text begins with p.
create or replace macro lh_starts(s, p) as
    starts_with(s, p);

-- lh_ends(s string, p string) boolean: Whether the text ends with p.
create or replace macro lh_ends(s, p) as
    ends_with(s, p);

-- lh_chr(n int) string: The character of a code point.
create or replace macro lh_chr(n) as
    chr(cast(n as int));

-- lh_sha256(s string) string: SHA-256 in 64 small hexadecimal digits.
create or replace macro lh_sha256(s) as
    sha256(s);

-- lh_key64(s string) bigint: A positive number from a text, 60 bits of its MD5: the same text, the same number, everywhere.
create or replace macro lh_key64(s) as
    cast('0x' || substr(md5(s), 1, 15) as bigint);

-- Lists of text

-- lh_split(s string, sep string) array<string>: The parts between a separator, taken literally.
create or replace macro lh_split(s, sep) as
    string_split(s, sep);

-- lh_at(a array<string>, i int) string: The i-th element, from 1; negative from the end; NULL outside.
create or replace macro lh_at(a, i) as
    list_extract(a, i);

-- lh_len(a array<string>) int: How many elements.
create or replace macro lh_len(a) as
    cast(len(a) as int);

-- lh_join(a array<string>, sep string) string: The elements in one text, a constant separator between.
create or replace macro lh_join(a, sep) as
    array_to_string(a, sep);

-- JSON in text; a path is written $.a.b[0]. Broken JSON gives NULL.

-- lh_json(j string, p string) string: The value at a path, as text.
create or replace macro lh_json(j, p) as
    case when json_valid(j) then json_extract_string(j, p) end;

-- lh_json_int(j string, p string) bigint: The integer at a path.
create or replace macro lh_json_int(j, p) as
    case when json_valid(j) then
        case when regexp_full_match(json_extract_string(j, p), '-?[0-9]+') then try_cast(json_extract_string(j, p) as bigint) end end;

-- lh_json_num(j string, p string) double: The number at a path.
create or replace macro lh_json_num(j, p) as
    case when json_valid(j) then
        case when regexp_full_match(json_extract_string(j, p), '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?')
             then try_cast(json_extract_string(j, p) as double) end end;

-- lh_json_bool(j string, p string) boolean: true or false at a path.
create or replace macro lh_json_bool(j, p) as
    case when json_valid(j) then case json_extract_string(j, p) when 'true' then true when 'false' then false end end;

-- lh_json_arr(j string, p string) array<string>: The list at a path, its elements as text.
create or replace macro lh_json_arr(j, p) as
    case when json_valid(j) then from_json(json_extract(j, p), '["VARCHAR"]') end;

-- Tables

-- lh_calendar(a date, b date) table (day date): Every day from a to b, both included; none when b is before a.
create or replace macro lh_calendar(a, b) as table
    select cast(unnest(generate_series(cast(a as date), cast(b as date), interval 1 day)) as date) as day;

-- lh_sequence(a bigint, b bigint) table (i bigint): The integers from a to before b.
create or replace macro lh_sequence(a, b) as table
    select unnest(range(cast(a as bigint), cast(b as bigint))) as i;

-- lh_split_rows(s string, sep string) table (pos int, part string): The parts of a text with their places, from 1.
create or replace macro lh_split_rows(s, sep) as table
    select cast(generate_subscripts(string_split(s, sep), 1) as int) as pos, unnest(string_split(s, sep)) as part;
