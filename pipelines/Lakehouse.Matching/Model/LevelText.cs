using System.Globalization;
using Lakehouse.Matching.Text;
using Lakehouse.Project;

namespace Lakehouse.Matching.Model;

/// <summary>Reads a level of agreement, such as <c>jaro_winkler 0.9</c> or <c>exact surname</c>.</summary>
/// <remarks>
/// The measures are the engine's: Levenshtein (1966), Damerau (1964), Jaro (1989) and Winkler (1990).
/// </remarks>
internal static class LevelText
{
    private static readonly Dictionary<string, LevelKind> Kinds = new(StringComparer.Ordinal)
    {
        ["exact"] = new(null, (l, r, _) => $"{l} = {r}"),
        ["normalised"] = new(null, (l, r, _) => $"{Bare(l)} = {Bare(r)}"),
        ["levenshtein"] = new(1, (l, r, n) => $"abs(length({l}) - length({r})) <= {n} and levenshtein({l}, {r}) <= {n}"),
        ["damerau_levenshtein"] = new(1, Damerau),
        ["levenshtein_share"] = new(0.85, (l, r, n) => $"1 - levenshtein({l}, {r}) / greatest(length({l}), length({r})) >= {n}"),
        ["jaro_winkler"] = new(0.9, (l, r, n) => $"jaro_winkler_similarity({l}, {r}, {n}) >= {n}"),
        ["jaro"] = new(0.9, (l, r, n) => $"jaro_similarity({l}, {r}, {n}) >= {n}"),
        ["prefix"] = new(3, (l, r, n) => $"left({l}, {n}) = left({r}, {n})"),
        ["contains"] = new(null, (l, r, _) => $"(contains({l}, {r}) or contains({r}, {l}))"),
        ["initial"] = new(null, (l, r, _) => $"left({l}, 1) = left({r}, 1) and (length({l}) = 1 or length({r}) = 1)"),
        ["shared_words"] = new(0.5, SharedWords),
        ["array_overlap"] = new(1, (l, r, n) => $"length(list_intersect(string_split({l}, ';'), string_split({r}, ';'))) >= {n}"),
        ["date_typo"] = new(1, Damerau),
        ["day_month_swapped"] = new(null, DayMonthSwapped),
        ["digits_differ"] = new(2, (l, r, n) => $"case when length({l}) = length({r}) then hamming({l}, {r}) <= {n} else false end"),
        ["days"] = new(31, (l, r, n) => $"abs(date_diff('day', try_cast({l} as date), try_cast({r} as date))) <= {n}"),
        ["same_year"] = new(null, (l, r, _) => $"left({l}, 4) = left({r}, 4)"),
        ["number"] = new(0, (l, r, n) => $"abs(try_cast({l} as double) - try_cast({r} as double)) <= {n}"),
        ["percent"] = new(10, Percent),
        ["email_user"] = new(null, (l, r, _) => $"split_part({l}, '@', 1) = split_part({r}, '@', 1)"),
        ["email_user_typo"] = new(1, (l, r, n) => $"damerau_levenshtein(split_part({l}, '@', 1), split_part({r}, '@', 1)) <= {n}"),
        ["email_domain"] = new(null, (l, r, _) => $"split_part({l}, '@', 2) = split_part({r}, '@', 2)"),
        ["base_domain"] = new(null, (l, r, _) => $"{BaseDomain(l)} = {BaseDomain(r)}"),
        ["phone"] = new(8, (l, r, n) => $"length({l}) >= {n} and length({r}) >= {n} and right({l}, {n}) = right({r}, {n})"),
    };

    /// <summary>Reads a level.</summary>
    /// <param name="text">The level as the model writes it.</param>
    /// <param name="columns">The comparison's columns.</param>
    /// <param name="where">Where it stands, for an error.</param>
    /// <returns>The level.</returns>
    /// <exception cref="MatchingException"><c>LH6203</c>: it is no level.</exception>
    public static ComparisonLevel Read(string text, IReadOnlyList<string> columns, string where)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is ["sql", ..])
        {
            return new ComparisonLevel(text, text[(text.IndexOf("sql", StringComparison.Ordinal) + "sql".Length)..].Trim());
        }

        bool isSwapped = words is ["swapped", ..];
        string[] rest = isSwapped ? words[1..] : words;
        string name = rest is [{ } first, ..] && Kinds.ContainsKey(first) ? first : isSwapped ? "exact" : string.Empty;
        if (name.Length == 0)
        {
            throw Unknown(text, where, words is [{ } written, ..] ? written : string.Empty);
        }

        LevelKind kind = Kinds[name];
        string[] operands = rest is [{ } kindWord, ..] && kindWord == name ? rest[1..] : rest;
        string[] named = [.. operands.Where(columns.Contains)];
        string[] numbers = [.. operands.Where(operand => !columns.Contains(operand))];
        string number = Number(numbers, kind, text, where);
        if (isSwapped)
        {
            return columns is [{ } left, { } right]
                ? new ComparisonLevel(text, $"({kind.Predicate(L(left), R(right), number)}) and ({kind.Predicate(L(right), R(left), number)})")
                : throw new MatchingException(
                    "LH6203",
                    $"found the level '{text}' at {where} for {columns.Count} columns, expected a comparison of two.",
                    "Write columns: [one, other] in the comparison.");
        }

        string[] compared = named.Length > 0 ? named : [.. columns];
        return new ComparisonLevel(text, string.Join(" and ", compared.Select(column => $"({kind.Predicate(L(column), R(column), number)})")));
    }

    private static string L(string column) => $"l.{Sql.Name(column)}";

    private static string R(string column) => $"r.{Sql.Name(column)}";

    private static string Number(string[] numbers, LevelKind kind, string text, string where) => numbers switch
    {
        [] when kind.UsualNumber is null => string.Empty,
        [] => kind.UsualNumber.Value.ToString(CultureInfo.InvariantCulture),
        [{ } only] when kind.UsualNumber is not null
            && double.TryParse(only, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0 =>
            number.ToString(CultureInfo.InvariantCulture),
        _ => throw new MatchingException(
            "LH6203",
            $"found '{string.Join(' ', numbers)}' in the level '{text}' at {where}, expected "
                + (kind.UsualNumber is null ? "nothing or a column of the comparison." : "one number of at least 0 and columns of the comparison."),
            "Mend the level."),
    };

    private static MatchingException Unknown(string text, string where, string written)
    {
        string[] known = [.. Kinds.Keys.Append("swapped").Append("sql").Order(StringComparer.Ordinal)];
        return new MatchingException(
            "LH6203",
            $"found the level '{text}' at {where}, expected one that begins with {string.Join(", ", known)}.",
            NearestName.Of(written, known) is { } nearest ? $"Did you mean '{nearest}'?" : "Mend the level.");
    }

    private static string Bare(string value) => $"regexp_replace(lower(strip_accents({value})), '[^\\p{{L}}\\p{{N}}]+', '', 'g')";

    // A transposition is two edits of Levenshtein's, whose distance is the cheaper one to compute by far.
    // One edit leaves the beginning or the end as it was, which is cheaper still to see.
    private static string Damerau(string l, string r, string n)
    {
        string shorter = $"(least(length({l}), length({r})) // 2 - 1)";
        string isHalfEqual = $"(left({l}, {shorter}) = left({r}, {shorter}) or right({l}, {shorter}) = right({r}, {shorter}))";
        string filter = n == "1" ? $"(length({l}) < 4 or length({r}) < 4 or {isHalfEqual}) and " : string.Empty;
        return $"abs(length({l}) - length({r})) <= {n} and {filter}levenshtein({l}, {r}) <= 2 * {n} and damerau_levenshtein({l}, {r}) <= {n}";
    }

    private static string SharedWords(string l, string r, string n)
    {
        string left = $"string_split({l}, ' ')";
        string right = $"string_split({r}, ' ')";
        return $"length(list_intersect({left}, {right})) >= {n} * length(list_distinct(list_concat({left}, {right})))";
    }

    private static string DayMonthSwapped(string l, string r, string n) =>
        $"left({l}, 4) = left({r}, 4) and substr({l}, 6, 2) = substr({r}, 9, 2) and substr({l}, 9, 2) = substr({r}, 6, 2)";

    private static string Percent(string l, string r, string n) =>
        $"abs(try_cast({l} as double) - try_cast({r} as double)) * 100 <= "
        + $"{n} * greatest(abs(try_cast({l} as double)), abs(try_cast({r} as double)))";

    // The last two labels, or three where the last two are short as in co.uk.
    private static string BaseDomain(string value) =>
        $"regexp_extract({value}, '([^.]+[.](?:[a-z]{{2,3}}[.][a-z]{{2}}|[^.]+))$', 1)";

    /// <summary>A kind of level.</summary>
    /// <param name="UsualNumber">The number where none is written; null for a kind that takes none.</param>
    /// <param name="Predicate">SQL from the left value, the right value and the number.</param>
    private sealed record LevelKind(double? UsualNumber, Func<string, string, string, string> Predicate);
}
