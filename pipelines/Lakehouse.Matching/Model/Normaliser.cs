using Lakehouse.Project;

namespace Lakehouse.Matching.Model;

/// <summary>Named steps that bring values into the form in which they are compared. The raw value stays in the input.</summary>
public static class Normaliser
{
    // Group and holding are no legal forms: a parent and its subsidiary differ by just that word.
    private const string LegalForms =
        "gmbh co kg|gmbh|ag|se|kg|ug|ohg|inc|incorporated|llc|llp|ltd|limited|plc|corp|corporation|company|co|bv|nv|sarl|sas|sa|srl|spa|"
        + "oy|oyj|ab|as|aps|a s|pty|pte|kk|sl|spzoo|sp z o o|s a|s a r l|b v|n v|k k|l l c|p l c";

    private static readonly Dictionary<string, Func<string, string>> Steps = new(StringComparer.Ordinal)
    {
        ["lower"] = value => $"lower(nfc_normalize({value}))",
        ["unaccent"] = value => $"strip_accents({value})",
        ["letters"] = value => $"nullif(regexp_replace({value}, '[^\\p{{L}}]+', '', 'g'), '')",
        ["words"] = value => $"nullif(trim(regexp_replace({value}, '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')), '')",
        ["compact"] = value => $"nullif(regexp_replace({value}, '[^\\p{{L}}\\p{{N}}]+', '', 'g'), '')",
        ["digits"] = value => $"nullif(regexp_replace({value}, '[^0-9]+', '', 'g'), '')",
        ["sorted_words"] = value => $"array_to_string(list_sort(string_split({value}, ' ')), ' ')",
        ["name"] = value => $"nullif(trim(regexp_replace(lower(strip_accents(nfc_normalize({value}))), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')), '')",
        ["date"] = Date,
        ["email"] = Email,
        ["domain"] = Domain,
        ["email_domain"] = value => $"nullif(split_part({Email(value)}, '@', 2), '')",
        ["phone"] = value => $"nullif(regexp_replace(regexp_replace({value}, '[^0-9]+', '', 'g'), '^00', ''), '')",
        ["company"] = Company,
        ["placeholder"] = value =>
            $"case when lower({value}) in ('select', 'n/a', 'na', 'none', 'null', 'unknown', 'test', '-', '.', 'x', 'tbd') then null else {value} end",
    };

    /// <summary>The names of all steps, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Steps.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Applies steps to an expression.</summary>
    /// <param name="expression">SQL of type VARCHAR.</param>
    /// <param name="names">The steps in order.</param>
    /// <param name="where">Where the model names them, for an error.</param>
    /// <returns>SQL of type VARCHAR.</returns>
    /// <exception cref="MatchingException"><c>LH6202</c>: there is no such step.</exception>
    public static string Apply(string expression, IEnumerable<string> names, string where)
    {
        string result = expression;
        foreach (string name in names)
        {
            result = Steps.TryGetValue(name, out Func<string, string>? step)
                ? step(result)
                : throw new MatchingException(
                    "LH6202",
                    $"found the normaliser '{name}' at {where}, expected one of {string.Join(", ", Names)}.",
                    NearestName.Of(name, Names) is { } known ? $"Did you mean '{known}'?" : "Name one of them, or write the column as sql.");
        }

        return result;
    }

    // ISO where it is a date, so that days can be counted; else its digits, so that a typo can still be seen.
    private static string Date(string value) =>
        $"coalesce(cast(try_cast({value} as date) as varchar), strftime(try_strptime({value}, "
        + $"['%Y%m%d', '%Y/%m/%d', '%d.%m.%Y', '%d/%m/%Y', '%m/%d/%Y', '%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S']), '%Y-%m-%d'), {value})";

    private static string Email(string value) =>
        $"nullif(regexp_replace(regexp_replace(lower(trim({value})), '^mailto:', ''), '[+][^@]*@', '@'), '')";

    private static string Domain(string value) =>
        $"nullif(regexp_replace(regexp_replace(regexp_replace(lower(trim({value})), '^[a-z]+://', ''), '^(.*@|www[0-9]*[.])', ''), '[/:?#].*$', ''), '')";

    private static string Company(string value) =>
        $"nullif(trim(regexp_replace(regexp_replace(lower(strip_accents({value})), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g'), "
        + $"'(\\s+({LegalForms}))+\\s*$', '')), '')";
}
