using System.Text;
using Lakehouse.Delta.Schema;
using Lakehouse.Project;

namespace Lakehouse.Transform.Sql;

/// <summary>The values of <c>$name</c> in SQL: the project's parameters and <c>as_of</c>.</summary>
internal sealed class SqlParameters
{
    /// <summary>The run's instant, which every project has.</summary>
    internal const string AsOf = "as_of";

    private readonly SortedDictionary<string, ProjectParameter> _values;
    private readonly Dictionary<string, string> _literals = new(StringComparer.Ordinal);

    /// <summary>Prepares the values.</summary>
    /// <exception cref="TransformException"><c>LH4041</c>: a value is not of its type.</exception>
    internal SqlParameters(IReadOnlyDictionary<string, ProjectParameter> parameters, DateTimeOffset asOf)
    {
        _values = new SortedDictionary<string, ProjectParameter>(StringComparer.Ordinal);
        foreach ((string name, ProjectParameter value) in parameters)
        {
            _values[name] = value;
        }

        _values[AsOf] = new ProjectParameter("timestamp", SqlLiteral.InstantText(asOf));
        foreach ((string name, ProjectParameter value) in _values)
        {
            _literals[name] = SqlLiteral.TryOf(DataType.Parse(value.SqlType), value.Text) ?? throw new TransformException(
                "LH4041",
                $"found the value '{value.Text}' of parameter '{name}', expected a {value.SqlType}.",
                "Mend the value under 'parameters:' in lakehouse.yml, or in sql/definitions/parameters.yml.");
        }
    }

    /// <summary>The parameters that SQL uses, each once, in order of name.</summary>
    internal static IReadOnlyList<string> UsedIn(string sql)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (SqlToken token in SqlLexer.Read(sql))
        {
            if (token.Kind == SqlTokenKind.Parameter)
            {
                names.Add(NameOf(token, sql));
            }
        }

        return [.. names];
    }

    /// <summary>SQL that a parser without parameters reads alike: each becomes a name of the same length.</summary>
    internal static string AsNames(string sql)
    {
        char[] text = sql.ToCharArray();
        foreach (SqlToken token in SqlLexer.Read(sql))
        {
            if (token.Kind == SqlTokenKind.Parameter)
            {
                text[token.Start] = '_';
            }
        }

        return new string(text);
    }

    /// <summary>A parameter's value as text, for fingerprints; null for NULL or where there is no such parameter.</summary>
    internal string? ValueOf(string name) => _values.TryGetValue(name, out ProjectParameter? value) ? value.Text : null;

    /// <summary>Refuses a parameter that nobody has given.</summary>
    /// <exception cref="TransformException"><c>LH4040</c>.</exception>
    internal void RequireKnown(string sql, string file, int firstLine)
    {
        foreach (SqlToken token in SqlLexer.Read(sql))
        {
            if (token.Kind == SqlTokenKind.Parameter && !_values.ContainsKey(NameOf(token, sql)))
            {
                throw Unknown(token, sql, file, firstLine);
            }
        }
    }

    /// <summary>Puts typed literals in the places of parameters, never inside quotes or comments.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="file">The file that errors name.</param>
    /// <param name="firstLine">The line of the file at which the SQL begins, from 1.</param>
    /// <exception cref="TransformException"><c>LH4040</c>: the SQL uses a parameter that there is not.</exception>
    internal BoundSql Bind(string sql, string file, int firstLine)
    {
        StringBuilder text = new(sql.Length);
        List<BoundSql.Shift> shifts = [];
        foreach (SqlToken token in SqlLexer.Read(sql))
        {
            if (token.Kind != SqlTokenKind.Parameter)
            {
                text.Append(token.In(sql));
                continue;
            }

            string literal = _literals.TryGetValue(NameOf(token, sql), out string? known)
                ? known
                : throw Unknown(token, sql, file, firstLine);
            shifts.Add(new BoundSql.Shift(token.Start, token.Length, text.Length, literal.Length));
            text.Append(literal);
        }

        return new BoundSql(text.ToString(), sql, shifts);
    }

    private static string NameOf(SqlToken token, string sql) => sql[(token.Start + 1)..token.End].ToLowerInvariant();

    private TransformException Unknown(SqlToken token, string sql, string file, int firstLine)
    {
        SqlPosition at = SqlPosition.Of(sql, token.Start);
        string name = NameOf(token, sql);
        string known = string.Join(", ", _values.Keys.Select(key => "$" + key));
        return new TransformException(
            "LH4040",
            $"found the parameter ${name} at {file}:{at.Line + firstLine - 1}:{at.Column}, expected one of {known}.",
            NearestName.Of(name, _values.Keys) is { } near
                ? $"Did you mean ${near}?"
                : "Declare it in sql/definitions/parameters.yml, or under 'parameters:' in lakehouse.yml.");
    }
}
