using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Expressions;

/// <summary>Reads values: literals, columns, calls, CASE, CAST and what stands in brackets.</summary>
internal sealed class PrimaryParser(ExpressionSource source, TokenReader tokens, ColumnScope columns, Func<TypedSql> expression)
{
    private static readonly PrimitiveType Nothing = new(PrimitiveKind.Void);

    private static readonly string[] Reserved =
    [
        "and", "or", "not", "in", "is", "between", "like", "case", "when", "then", "else", "end", "from", "select", "as", "interval",
    ];

    private readonly Functions _functions = new(source);
    private readonly CommonType _common = new(source);
    private readonly Casts _casts = new(source);

    /// <summary>Reads one.</summary>
    internal TypedSql Read()
    {
        ExpressionToken next = tokens.Next;
        switch (next.Kind)
        {
            case TokenKind.Number:
                return NumberLiteral.Read(source, tokens.Take(), isNegative: false);
            case TokenKind.Text:
                return Text(tokens.Take());
            case TokenKind.QuotedName:
                return Column();
            case TokenKind.Word:
                return Word(next);
            default:
                tokens.RequireSymbol("(");
                TypedSql inner = expression();
                tokens.RequireSymbol(")");
                return inner;
        }
    }

    private TypedSql Text(ExpressionToken token)
    {
        if (tokens.Next.Kind == TokenKind.Text)
        {
            throw source.Refused(tokens.Next.At, "a text right behind another", "an operator between them");
        }

        return new TypedSql(SqlText.Literal(token.Text), Functions.String, token.At) { Literal = token.Text };
    }

    private TypedSql Word(ExpressionToken next)
    {
        if (tokens.AfterNext.Kind == TokenKind.Text)
        {
            return Time();
        }

        if (next.IsWord("true") || next.IsWord("false"))
        {
            _ = tokens.Take();
            return new TypedSql(next.IsWord("true") ? "true" : "false", Functions.Boolean, next.At);
        }

        if (next.IsWord("null"))
        {
            _ = tokens.Take();
            return new TypedSql("null", Nothing, next.At);
        }

        if (next.IsWord("case"))
        {
            return Case();
        }

        if (tokens.AfterNext.IsSymbol("("))
        {
            return next.IsWord("cast") ? Cast() : Call();
        }

        return Array.Exists(Reserved, next.IsWord) ? throw source.Refused(next.At, next.ToString(), "a value") : Column();
    }

    private TypedSql Column()
    {
        ExpressionToken first = tokens.Take();
        List<string> path = [first.Text];
        while (tokens.Next.IsSymbol(".") && tokens.AfterNext.Kind is TokenKind.Word or TokenKind.QuotedName)
        {
            if (!tokens.TakeSymbol("."))
            {
                break;
            }

            path.Add(tokens.Take().Text);
        }

        return columns.Resolve(source, path, first.At);
    }

    private TypedSql Time()
    {
        ExpressionToken type = tokens.Take();
        ExpressionToken text = tokens.Take();
        PrimitiveKind? kind = type.Text.ToUpperInvariant() switch
        {
            "DATE" => PrimitiveKind.Date,
            "TIMESTAMP" or "TIMESTAMP_LTZ" => PrimitiveKind.Timestamp,
            "TIMESTAMP_NTZ" => PrimitiveKind.TimestampNtz,
            _ => null,
        };
        return kind is { } known
            ? TimeLiteral.TryRead(text.Text, known, type.At)
                ?? throw source.Refused(text.At, $"'{text.Text}'", known == PrimitiveKind.Date ? "a day as yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss")
            : throw source.Refused(type.At, $"{type} before a text", "DATE, TIMESTAMP or TIMESTAMP_NTZ");
    }

    private TypedSql Call()
    {
        ExpressionToken name = tokens.Take();
        tokens.RequireSymbol("(");
        List<TypedSql> arguments = [];
        if (!tokens.TakeSymbol(")"))
        {
            do
            {
                arguments.Add(expression());
            } while (tokens.TakeSymbol(","));

            tokens.RequireSymbol(")");
        }

        return _functions.Of(new Functions.Call(name.Text, name.At, arguments));
    }

    private TypedSql Cast()
    {
        int at = tokens.Take().At;
        tokens.RequireSymbol("(");
        TypedSql value = expression();
        tokens.RequireWord("as");
        ExpressionToken name = tokens.Take();
        string arguments = "";
        if (tokens.TakeSymbol("("))
        {
            arguments = $"({string.Concat(ArgumentsOfType())})";
            tokens.RequireSymbol(")");
        }

        tokens.RequireSymbol(")");
        return _casts.To(value, Parse(name.Text + arguments, name.At)) with { At = at };
    }

    private IEnumerable<string> ArgumentsOfType()
    {
        while (!tokens.Next.IsSymbol(")") && tokens.Next.Kind != TokenKind.End)
        {
            yield return tokens.Take().Text;
        }
    }

    private DataType Parse(string type, int at)
    {
        try
        {
            return DataType.Parse(type);
        }
        catch (DeltaException)
        {
            throw source.Refused(at, $"the type '{type}'", "a type with single values, for example bigint or decimal(19,4)");
        }
    }

    private TypedSql Case()
    {
        int at = tokens.Take().At;
        TypedSql? compared = tokens.Next.IsWord("when") ? null : expression();
        List<string> conditions = [];
        List<TypedSql> values = [];
        while (tokens.TakeWord("when"))
        {
            conditions.Add(Condition(compared, expression()));
            tokens.RequireWord("then");
            values.Add(expression());
        }

        if (conditions.Count == 0)
        {
            throw source.Refused(tokens.Next.At, tokens.Next.ToString(), "WHEN");
        }

        values.Add(tokens.TakeWord("else") ? expression() : new TypedSql("null", Nothing, at));
        tokens.RequireWord("end");
        IReadOnlyList<TypedSql> parts = _common.Unified(values);
        IEnumerable<string> cases = conditions.Zip(parts, (condition, value) => $"when {condition} then {value.Text}");
        return new TypedSql($"(case {string.Join(' ', cases)} else {parts[^1].Text} end)", parts[0].Type, at);
    }

    private string Condition(TypedSql? compared, TypedSql written)
    {
        if (compared is null)
        {
            return Functions.Require(source, written, PrimitiveKind.Boolean).Text;
        }

        (TypedSql left, TypedSql right) = _common.Comparable(compared, written);
        return $"{left.Text} = {right.Text}";
    }
}
