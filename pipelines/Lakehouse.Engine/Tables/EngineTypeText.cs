using Lakehouse.Delta;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Tables;

/// <summary>Reads the type that an engine gives for a column: <c>struct("a" integer, b varchar[])</c>.</summary>
internal ref struct EngineTypeText
{
    private readonly string _text;
    private readonly string _column;
    private int _at;

    private EngineTypeText(string text, string column)
    {
        _text = text;
        _column = column;
    }

    /// <summary>Reads a type.</summary>
    /// <param name="text">The engine's text.</param>
    /// <param name="column">The column, for the message.</param>
    /// <exception cref="EngineException"><c>LH2704</c>: Delta has no such type.</exception>
    internal static DataType Parse(string text, string column)
    {
        EngineTypeText reader = new(text, column);
        DataType type = reader.Type();
        return reader._at == text.Length ? type : throw reader.Unknown(text);
    }

    private DataType Type()
    {
        DataType type = Plain();
        while (Take("[]"))
        {
            type = new ArrayType(type, ContainsNull: true);
        }

        return type;
    }

    private DataType Plain()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or ' '))
        {
            _at++;
        }

        string name = _text[start.._at].Trim().ToUpperInvariant();
        return name switch
        {
            "STRUCT" => Struct(),
            "MAP" => Map(),
            "DECIMAL" => Primitive(start, UpTo(')')),
            "TIMESTAMP WITH TIME ZONE" => new PrimitiveType(PrimitiveKind.Timestamp),
            "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => new PrimitiveType(PrimitiveKind.Timestamp),
            "UTINYINT" => new PrimitiveType(PrimitiveKind.Short),
            "USMALLINT" => new PrimitiveType(PrimitiveKind.Integer),
            "UINTEGER" => new PrimitiveType(PrimitiveKind.Long),
            "UBIGINT" => new DecimalType(20, 0),
            "HUGEINT" => new DecimalType(38, 0),
            "\"NULL\"" or "NULL" => throw Unknown(name),
            _ => Primitive(start, _at),
        };
    }

    private int UpTo(char end)
    {
        int found = _text.IndexOf(end, _at);
        _at = found < 0 ? _text.Length : found + 1;
        return _at;
    }

    private readonly DataType Primitive(int start, int end)
    {
        string text = _text[start..end].Trim();
        try
        {
            return DataType.Parse(text);
        }
        catch (DeltaException)
        {
            throw Unknown(text);
        }
    }

    private StructType Struct()
    {
        Expect("(");
        List<StructField> fields = [];
        do
        {
            Take(" ");
            string name = Name();
            Take(" ");
            fields.Add(new StructField(name, Type()));
        } while (Take(","));

        Expect(")");
        return new StructType(fields);
    }

    private MapType Map()
    {
        Expect("(");
        DataType key = Type();
        Expect(",");
        Take(" ");
        DataType value = Type();
        Expect(")");
        return new MapType(key, value, ValueContainsNull: true);
    }

    private string Name()
    {
        if (!Take("\""))
        {
            int start = _at;
            _at = _text.IndexOf(' ', _at);
            return _at < 0 ? throw Unknown(_text) : _text[start.._at];
        }

        int from = _at;
        while (_at < _text.Length && (_text[_at] != '"' || _text.AsSpan(_at).StartsWith("\"\"")))
        {
            _at += _text[_at] == '"' ? 2 : 1;
        }

        string name = _text[from.._at].Replace("\"\"", "\"", StringComparison.Ordinal);
        Expect("\"");
        return name;
    }

    private bool Take(string part)
    {
        bool isThere = _text.AsSpan(_at).StartsWith(part);
        _at += isThere ? part.Length : 0;
        return isThere;
    }

    private void Expect(string part)
    {
        if (!Take(part))
        {
            throw Unknown(_text);
        }
    }

    private readonly EngineException Unknown(string type) =>
        new(
            "LH2704",
            $"found the new column {_column} of type {type}, expected a type that a Delta table has.",
            "Cast the column in the SELECT, for example to bigint, decimal(38,9) or varchar."
        );
}
