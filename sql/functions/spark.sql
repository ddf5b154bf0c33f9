-- The functions that both engines have, for Spark 4.1. Each one is in duckdb.sql too, in the same order, and gives the same
-- answers there; the comments on meaning are in that file.
-- Who sends this file to Spark doubles every backslash within quotes, as for every SQL text: Spark reads them as escapes.
-- Spark refuses these functions in ORDER BY, LIMIT, explode, lambdas, and in the conditions of MERGE, UPDATE and DELETE.

-- Numbers

create or replace temporary function lh_idiv(a bigint, b bigint) returns bigint
    return a div nullif(b, 0);

create or replace temporary function lh_div(a double, b double) returns double
    return a / nullif(b, 0);

create or replace temporary function lh_pmod(a bigint, b bigint) returns bigint
    return ((a % nullif(b, 0)) + b) % nullif(b, 0);

create or replace temporary function lh_dec2(x double) returns decimal(18, 2)
    return cast(x as decimal(18, 2));

create or replace temporary function lh_dec4(x double) returns decimal(18, 4)
    return cast(x as decimal(18, 4));

-- Text to values

create or replace temporary function lh_to_int(s string) returns bigint
    return case when regexp_like(trim(s), '^[+-]?[0-9]+\z') then try_cast(trim(s) as bigint) end;

create or replace temporary function lh_to_double(s string) returns double
    return case when regexp_like(trim(s), '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?\z') then try_cast(trim(s) as double) end;

create or replace temporary function lh_to_dec4(s string) returns decimal(18, 4)
    return case when regexp_like(trim(s), '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)\z') then try_cast(trim(s) as decimal(18, 4)) end;

create or replace temporary function lh_to_bool(s string) returns boolean
    return case when lower(trim(s)) in ('true', 't', 'yes', 'y', '1') then true
         when lower(trim(s)) in ('false', 'f', 'no', 'n', '0') then false end;

create or replace temporary function lh_to_date(s string) returns date
    return case when regexp_like(s, '^[0-9]{4}-[0-9]{2}-[0-9]{2}\z') then try_cast(s as date) end;

create or replace temporary function lh_dmy(s string) returns date
    return case when regexp_like(s, '^[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}\z') then try_cast(regexp_extract(s, '([0-9]{4})$', 1)
        || '-' || lpad(regexp_extract(s, '^[0-9]+[./-]([0-9]+)', 1), 2, '0')
        || '-' || lpad(regexp_extract(s, '^([0-9]+)', 1), 2, '0') as date) end;

create or replace temporary function lh_to_ts(s string) returns timestamp
    return case when regexp_like(s, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z?\z')
         then try_cast(s as timestamp) end;

-- Days

create or replace temporary function lh_add_days(d date, n int) returns date
    return date_add(d, n);

create or replace temporary function lh_add_months(d date, n int) returns date
    return add_months(d, n);

create or replace temporary function lh_days(a date, b date) returns int
    return datediff(b, a);

create or replace temporary function lh_months(a date, b date) returns int
    return (year(b) - year(a)) * 12 + month(b) - month(a);

create or replace temporary function lh_full_months(a date, b date) returns int
    return (year(b) - year(a)) * 12 + month(b) - month(a)
        - case when b >= a and day(b) < day(a) then 1
               when b < a and day(b) > day(a) then -1 else 0 end;

create or replace temporary function lh_years(a date, b date) returns int
    return year(b) - year(a)
        - case when month(b) * 100 + day(b) < month(a) * 100 + day(a) then 1 else 0 end;

create or replace temporary function lh_week_start(d date) returns date
    return cast(date_trunc('week', d) as date);

create or replace temporary function lh_month_start(d date) returns date
    return cast(date_trunc('month', d) as date);

create or replace temporary function lh_quarter_start(d date) returns date
    return cast(date_trunc('quarter', d) as date);

create or replace temporary function lh_year_start(d date) returns date
    return cast(date_trunc('year', d) as date);

create or replace temporary function lh_month_end(d date) returns date
    return last_day(d);

create or replace temporary function lh_date_key(d date) returns int
    return year(d) * 10000 + month(d) * 100 + day(d);

create or replace temporary function lh_iso_weekday(d date) returns int
    return weekday(d) + 1;

create or replace temporary function lh_iso_week(d date) returns int
    return weekofyear(d);

create or replace temporary function lh_iso_year(d date) returns int
    return cast(extract(yearofweek from d) as int);

create or replace temporary function lh_day_name(d date) returns string
    return date_format(d, 'EEEE');

create or replace temporary function lh_month_name(d date) returns string
    return date_format(d, 'MMMM');

create or replace temporary function lh_ym(d date) returns string
    return date_format(d, 'yyyy-MM');

-- Instants

create or replace temporary function lh_seconds(a timestamp, b timestamp) returns bigint
    return (unix_micros(b) - unix_micros(a)) div 1000000;

create or replace temporary function lh_fmt_ts(t timestamp) returns string
    return concat(date_format(t, 'yyyy-MM-dd'), 'T', date_format(t, 'HH:mm:ss'), 'Z');

create or replace temporary function lh_epoch(t timestamp) returns bigint
    return unix_seconds(t);

create or replace temporary function lh_from_epoch(n bigint) returns timestamp
    return timestamp_seconds(n);

create or replace temporary function lh_from_epoch_ms(n bigint) returns timestamp
    return timestamp_millis(n);

create or replace temporary function lh_to_zone(t timestamp, z string) returns timestamp
    return from_utc_timestamp(t, z);

create or replace temporary function lh_from_zone(t timestamp, z string) returns timestamp
    return to_utc_timestamp(t, z);

-- Text

create or replace temporary function lh_clean(s string) returns string
    return nullif(trim(regexp_replace(s, concat('[ ', chr(9), chr(10), chr(13), chr(160), ']+'), ' ')), '');

create or replace temporary function lh_trim(s string) returns string
    return trim(s);

create or replace temporary function lh_trim_chars(s string, c string) returns string
    return btrim(s, c);

create or replace temporary function lh_initcap(s string) returns string
    return initcap(s);

create or replace temporary function lh_unaccent(s string) returns string
    return translate(s,
        'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ',
        'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyyAaAaAaCcCcCcCcDdEeEeEeEeEeGgGgGgGgHhIiIiIiIiIJjKkLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAaÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy');

create or replace temporary function lh_matches(s string, p string) returns boolean
    return regexp_like(s, p);

create or replace temporary function lh_replace_all(s string, p string, r string) returns string
    return regexp_replace(s, p,
        regexp_replace(replace(r, '$', concat(chr(92), '$')), concat(chr(92), chr(92), '([0-9])'), concat(chr(92), '$', '$1')));

create or replace temporary function lh_starts(s string, p string) returns boolean
    return startswith(s, p);

create or replace temporary function lh_ends(s string, p string) returns boolean
    return endswith(s, p);

create or replace temporary function lh_chr(n int) returns string
    return decode(unhex(lpad(hex(n), 8, '0')), 'UTF-32');

create or replace temporary function lh_sha256(s string) returns string
    return sha2(s, 256);

create or replace temporary function lh_key64(s string) returns bigint
    return cast(conv(substr(md5(s), 1, 15), 16, 10) as bigint);

-- Lists of text

create or replace temporary function lh_split(s string, sep string) returns array<string>
    return split(s, concat(chr(92), 'Q', sep, chr(92), 'E'));

create or replace temporary function lh_at(a array<string>, i int) returns string
    return try_element_at(a, nullif(i, 0));

create or replace temporary function lh_len(a array<string>) returns int
    return size(a);

create or replace temporary function lh_join(a array<string>, sep string) returns string
    return array_join(a, sep);

-- JSON in text; a path is written $

create or replace temporary function lh_json(j string, p string) returns string
    return get_json_object(j, p);

create or replace temporary function lh_json_int(j string, p string) returns bigint
    return try_cast(get_json_object(j, p) as bigint);

create or replace temporary function lh_json_num(j string, p string) returns double
    return case when regexp_like(get_json_object(j, p), '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?\z')
         then try_cast(get_json_object(j, p) as double) end;

create or replace temporary function lh_json_bool(j string, p string) returns boolean
    return case get_json_object(j, p) when 'true' then true when 'false' then false end;

create or replace temporary function lh_json_arr(j string, p string) returns array<string>
    return from_json(get_json_object(j, p), 'ARRAY<STRING>');

-- Tables

create or replace temporary function lh_calendar(a date, b date) returns table (day date)
    return select explode(case when b >= a then sequence(a, b, interval 1 day) end) as day;

create or replace temporary function lh_sequence(a bigint, b bigint) returns table (i bigint)
    return select explode(case when b > a then sequence(a, b - 1) end) as i;

create or replace temporary function lh_split_rows(s string, sep string) returns table (pos int, part string)
    return select p + 1 as pos, part
    from (select posexplode(split(s, concat(chr(92), 'Q', sep, chr(92), 'E'))) as (p, part));
