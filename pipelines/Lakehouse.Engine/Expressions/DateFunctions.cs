using System.Text;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Expressions;

/// <summary>Functions of days and instants, in UTC.</summary>
internal sealed class DateFunctions(ExpressionSource source)
{
    private static readonly PrimitiveType Date = new(PrimitiveKind.Date);
    private static readonly PrimitiveType Timestamp = new(PrimitiveKind.Timestamp);
    private static readonly PrimitiveType Integer = new(PrimitiveKind.Integer);

    private static readonly string[] Parts = ["year", "quarter", "month", "day", "hour", "minute", "second", "dayofyear"];

    private static readonly Dictionary<string, string> DateUnits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["year"] = "year",
        ["yyyy"] = "year",
        ["yy"] = "year",
        ["quarter"] = "quarter",
        ["month"] = "month",
        ["mon"] = "month",
        ["mm"] = "month",
        ["week"] = "week",
    };

    private static readonly Dictionary<string, string> TimeUnits = new(DateUnits, StringComparer.OrdinalIgnoreCase)
    {
        ["day"] = "day",
        ["dd"] = "day",
        ["hour"] = "hour",
        ["minute"] = "minute",
        ["second"] = "second",
    };

    private static readonly (string Spark, string DuckDb)[] Fields =
    [
        ("yyyy", "%Y"), ("MM", "%m"), ("dd", "%d"), ("HH", "%H"), ("mm", "%M"), ("ss", "%S"),
    ];

    /// <summary>The functions by name.</summary>
    internal IEnumerable<(string Name, Func<Functions.Call, TypedSql> Of)> All =>
        [
            .. Parts.Select(part => (part, (Func<Functions.Call, TypedSql>)(call => Part(call, part)))),
            ("dayofmonth", call => Part(call, "day")),
            ("date_trunc", Truncated),
            ("trunc", TruncatedDay),
            ("date", Day),
            ("to_date", Day),
            ("date_format", Formatted),
            ("date_add", call => Moved(call, "+")),
            ("date_sub", call => Moved(call, "-")),
            ("datediff", Difference),
            ("date_diff", Difference),
        ];

    private TypedSql Part(Functions.Call call, string part)
    {
        Functions.RequireCount(source, call, 1, 1);
        TypedSql time = Time(call.Arguments[0], allowsDate: part is not ("hour" or "minute" or "second"));
        return new TypedSql($"cast({part}({time.Text}) as INTEGER)", Integer, call.At);
    }

    private TypedSql Truncated(Functions.Call call)
    {
        Functions.RequireCount(source, call, 2, 2);
        string unit = Unit(call.Arguments[0], TimeUnits);
        TypedSql time = Time(call.Arguments[1], allowsDate: true);
        return new TypedSql($"date_trunc('{unit}', {CommonType.As(time, Timestamp).Text})", Timestamp, call.At);
    }

    private TypedSql TruncatedDay(Functions.Call call)
    {
        Functions.RequireCount(source, call, 2, 2);
        TypedSql day = Functions.Require(source, call.Arguments[0], PrimitiveKind.Date);
        return new TypedSql($"cast(date_trunc('{Unit(call.Arguments[1], DateUnits)}', {day.Text}) as DATE)", Date, call.At);
    }

    private TypedSql Day(Functions.Call call)
    {
        Functions.RequireCount(source, call, 1, 1);
        return CommonType.As(Time(call.Arguments[0], allowsDate: true), Date) with { At = call.At };
    }

    private TypedSql Moved(Functions.Call call, string symbol)
    {
        Functions.RequireCount(source, call, 2, 2);
        TypedSql day = Functions.Require(source, call.Arguments[0], PrimitiveKind.Date);
        TypedSql days = call.Arguments[1];
        if (!CommonType.IsWhole(days.Type) || days.Is(PrimitiveKind.Long))
        {
            throw source.Refused(days.At, $"a value of type {days.Type.ToSql()}", "an integer number of days");
        }

        return new TypedSql($"({day.Text} {symbol} {CommonType.As(days, Integer).Text})", Date, call.At);
    }

    private TypedSql Difference(Functions.Call call)
    {
        Functions.RequireCount(source, call, 2, 2);
        TypedSql end = Functions.Require(source, call.Arguments[0], PrimitiveKind.Date);
        TypedSql start = Functions.Require(source, call.Arguments[1], PrimitiveKind.Date);
        return new TypedSql($"cast(date_diff('day', {start.Text}, {end.Text}) as INTEGER)", Integer, call.At);
    }

    private TypedSql Formatted(Functions.Call call)
    {
        Functions.RequireCount(source, call, 2, 2);
        TypedSql time = CommonType.As(Time(call.Arguments[0], allowsDate: true), Timestamp);
        string pattern = Pattern(call.Arguments[1]);
        string message = SqlText.Literal("date_format of a year before 1 or after 9999");
        return new TypedSql(
            $"(case when year({time.Text}) not between 1 and 9999 then error({message}) else strftime({time.Text}, {SqlText.Literal(pattern)}) end)",
            Functions.String,
            call.At
        );
    }

    private string Pattern(TypedSql written)
    {
        string rest = written.Literal ?? throw source.Refused(written.At, "a pattern that is no text", "a text such as 'yyyy-MM'");
        StringBuilder pattern = new();
        while (rest.Length > 0)
        {
            (string spark, string duckDb) = Array.Find(Fields, field => IsField(rest, field.Spark));
            if (spark is null && (char.IsAsciiLetter(rest[0]) || !"-/:._ ".Contains(rest[0], StringComparison.Ordinal)))
            {
                throw source.Refused(
                    written.At,
                    $"the pattern '{written.Literal}'",
                    $"one of {string.Join(", ", Fields.Select(field => field.Spark))} with - / : . _ or a blank between"
                );
            }

            _ = pattern.Append(duckDb ?? rest[..1]);
            rest = rest[(spark?.Length ?? 1)..];
        }

        return pattern.ToString();
    }

    // A letter more of the same makes it another field.
    private static bool IsField(string rest, string field) =>
        rest.StartsWith(field, StringComparison.Ordinal) && (rest.Length == field.Length || rest[field.Length] != field[0]);

    private TypedSql Time(TypedSql part, bool allowsDate)
    {
        bool isTime =
            part.Is(PrimitiveKind.Timestamp) || part.Is(PrimitiveKind.TimestampNtz) || (allowsDate && part.Is(PrimitiveKind.Date));
        return isTime
            ? part
            : throw source.Refused(
                part.At,
                $"a value of type {part.Type.ToSql()}",
                allowsDate ? "a date or a timestamp" : "a timestamp"
            );
    }

    private string Unit(TypedSql written, Dictionary<string, string> units) =>
        written.Literal is { } text && units.TryGetValue(text, out string? unit)
            ? unit
            : throw source.Refused(
                written.At,
                written.Literal is { } other ? $"the unit '{other}'" : "a unit that is no text",
                $"one of {string.Join(", ", units.Keys)}"
            );
}
