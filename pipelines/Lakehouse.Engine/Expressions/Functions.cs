using System.Collections.Frozen;
using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Expressions;

/// <summary>The functions that mean the same to Spark and, as they are written here, to DuckDB.</summary>
internal sealed class Functions
{
    // Letters whose other case is several letters, or hangs on the place, which Spark knows and DuckDB does not.
    private const string OddLower = "[ßŉǰΐΰևẖ-ẚẞﬀ-ﬆﬓ-ﬗἀ-῾]";
    private const string OddUpper = "[İΣẞἀ-῾]";

    private readonly ExpressionSource _source;
    private readonly CommonType _common;
    private readonly FrozenDictionary<string, Func<Call, TypedSql>> _known;

    internal Functions(ExpressionSource source)
    {
        _source = source;
        _common = new CommonType(source);
        DateFunctions dates = new(source);
        Dictionary<string, Func<Call, TypedSql>> known = new(StringComparer.OrdinalIgnoreCase)
        {
            ["length"] = call => Text(call, "length", PrimitiveKind.Integer),
            ["char_length"] = call => Text(call, "length", PrimitiveKind.Integer),
            ["character_length"] = call => Text(call, "length", PrimitiveKind.Integer),
            ["upper"] = call => Cased(call, "upper", OddLower),
            ["ucase"] = call => Cased(call, "upper", OddLower),
            ["lower"] = call => Cased(call, "lower", OddUpper),
            ["lcase"] = call => Cased(call, "lower", OddUpper),
            ["trim"] = call => Trimmed(call, "trim"),
            ["ltrim"] = call => Trimmed(call, "ltrim"),
            ["rtrim"] = call => Trimmed(call, "rtrim"),
            ["concat"] = Concat,
            ["substring"] = Substring,
            ["substr"] = Substring,
            ["startswith"] = call => Test(call, "starts_with"),
            ["endswith"] = call => Test(call, "ends_with"),
            ["contains"] = call => Test(call, "contains"),
            ["abs"] = Abs,
            ["coalesce"] = call => Chosen(call, "coalesce", 1, int.MaxValue),
            ["ifnull"] = call => Chosen(call, "coalesce", 2, 2),
            ["nvl"] = call => Chosen(call, "coalesce", 2, 2),
            ["greatest"] = call => Chosen(call, "greatest", 2, int.MaxValue),
            ["least"] = call => Chosen(call, "least", 2, int.MaxValue),
            ["nullif"] = NullIf,
            ["if"] = If,
            ["isnull"] = call => new TypedSql($"({Only(call).Text} is null)", Boolean, call.At),
            ["isnotnull"] = call => new TypedSql($"({Only(call).Text} is not null)", Boolean, call.At),
            ["isnan"] = IsNaN,
        };
        foreach ((string name, Func<Call, TypedSql> made) in dates.All)
        {
            known[name] = made;
        }

        _known = known.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    internal static PrimitiveType Boolean { get; } = new(PrimitiveKind.Boolean);

    internal static PrimitiveType String { get; } = new(PrimitiveKind.String);

    /// <summary>A call.</summary>
    /// <param name="Name">The function's name as it is written.</param>
    /// <param name="At">Where it stands.</param>
    /// <param name="Arguments">Its arguments.</param>
    internal sealed record Call(string Name, int At, IReadOnlyList<TypedSql> Arguments);

    /// <summary>Makes a call.</summary>
    internal TypedSql Of(Call call) => _known.TryGetValue(call.Name, out Func<Call, TypedSql>? made) ? made(call) : throw Unknown(call);

    /// <summary>Refuses a call with another number of arguments.</summary>
    internal static void RequireCount(ExpressionSource source, Call call, int least, int most)
    {
        if (call.Arguments.Count < least || call.Arguments.Count > most)
        {
            string range =
                least == most ? Number(least)
                : most == int.MaxValue ? $"at least {Number(least)}"
                : $"{Number(least)} to {Number(most)}";
            throw source.Refused(call.At, $"{Number(call.Arguments.Count)} arguments of {call.Name}", range);
        }
    }

    /// <summary>Refuses an argument of another kind.</summary>
    internal static TypedSql Require(ExpressionSource source, TypedSql part, PrimitiveKind kind) =>
        part.IsNull || part.Is(kind)
            ? CommonType.As(part, new PrimitiveType(kind))
            : throw source.Refused(part.At, $"a value of type {part.Type.ToSql()}", new PrimitiveType(kind).ToSql());

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Lakehouse.Delta.DeltaException Unknown(Call call) =>
        _source.Refused(call.At, $"the function {call.Name}", $"one of {string.Join(", ", _known.Keys.Order(StringComparer.Ordinal))}");

    private TypedSql Only(Call call)
    {
        RequireCount(_source, call, 1, 1);
        return call.Arguments[0];
    }

    private TypedSql Text(Call call, string name, PrimitiveKind result)
    {
        TypedSql text = Require(_source, Only(call), PrimitiveKind.String);
        PrimitiveType type = new(result);
        return new TypedSql($"cast({name}({text.Text}) as {DuckDbType.InSql(type)})", type, call.At);
    }

    private TypedSql Cased(Call call, string name, string odd)
    {
        string text = Require(_source, Only(call), PrimitiveKind.String).Text;
        string message = SqlText.Literal($"{name} of a letter whose case is written by several letters");
        return new TypedSql(
            $"(case when regexp_matches({text}, '{odd}') then error({message}) else {name}({text}) end)",
            String,
            call.At
        );
    }

    // Spark takes blanks away and nothing else.
    private TypedSql Trimmed(Call call, string name) =>
        new($"{name}({Require(_source, Only(call), PrimitiveKind.String).Text}, ' ')", String, call.At);

    private TypedSql Concat(Call call)
    {
        RequireCount(_source, call, 1, int.MaxValue);
        IEnumerable<string> parts = call.Arguments.Select(part => Require(_source, part, PrimitiveKind.String).Text);
        return new TypedSql($"({string.Join(" || ", parts)})", String, call.At);
    }

    private TypedSql Substring(Call call)
    {
        RequireCount(_source, call, 2, 3);
        TypedSql text = Require(_source, call.Arguments[0], PrimitiveKind.String);
        if (call.Arguments[1].Whole is not > 0)
        {
            throw _source.Refused(call.Arguments[1].At, "a place that is no number from 1", "an integer of at least 1");
        }

        if (call.Arguments.Count == 3 && call.Arguments[2].Whole is not >= 0)
        {
            throw _source.Refused(call.Arguments[2].At, "a length that is no number from 0", "an integer of at least 0");
        }

        return new TypedSql(
            $"substring({SqlText.List([text.Text, .. call.Arguments.Skip(1).Select(part => part.Text)])})",
            String,
            call.At
        );
    }

    private TypedSql Test(Call call, string name)
    {
        RequireCount(_source, call, 2, 2);
        IEnumerable<string> parts = call.Arguments.Select(part => Require(_source, part, PrimitiveKind.String).Text);
        return new TypedSql($"{name}({SqlText.List(parts)})", Boolean, call.At);
    }

    private TypedSql Abs(Call call)
    {
        TypedSql number = Only(call);
        return CommonType.IsNumber(number.Type)
            ? new TypedSql($"abs({number.Text})", number.Type, call.At)
            : throw _source.Refused(number.At, $"a value of type {number.Type.ToSql()}", "a number");
    }

    private TypedSql Chosen(Call call, string name, int least, int most)
    {
        RequireCount(_source, call, least, most);
        IReadOnlyList<TypedSql> parts = _common.Unified(call.Arguments);
        return new TypedSql($"{name}({SqlText.List(parts.Select(part => part.Text))})", parts[0].Type, call.At);
    }

    private TypedSql NullIf(Call call)
    {
        RequireCount(_source, call, 2, 2);
        (TypedSql left, TypedSql right) = _common.Comparable(call.Arguments[0], call.Arguments[1]);
        TypedSql first = call.Arguments[0];
        return new TypedSql($"(case when {left.Text} = {right.Text} then null else {first.Text} end)", first.Type, call.At);
    }

    private TypedSql If(Call call)
    {
        RequireCount(_source, call, 3, 3);
        string condition = Require(_source, call.Arguments[0], PrimitiveKind.Boolean).Text;
        IReadOnlyList<TypedSql> parts = _common.Unified([.. call.Arguments.Skip(1)]);
        return new TypedSql($"(case when {condition} then {parts[0].Text} else {parts[1].Text} end)", parts[0].Type, call.At);
    }

    private TypedSql IsNaN(Call call)
    {
        TypedSql number = Only(call);
        return CommonType.IsFloating(number.Type)
            ? new TypedSql($"coalesce(isnan({number.Text}), false)", Boolean, call.At)
            : throw _source.Refused(number.At, $"a value of type {number.Type.ToSql()}", "double or float");
    }
}
