using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Expressions;

/// <summary>Comparisons, IS, IN, BETWEEN and LIKE.</summary>
internal sealed class Predicates(ExpressionSource source, TokenReader tokens, CommonType common)
{
    private static readonly (string Spark, string DuckDb)[] Comparisons =
    [
        ("<=>", "is not distinct from"), ("=", "="), ("==", "="), ("<>", "<>"), ("!=", "<>"), ("<=", "<="), (">=", ">="), ("<", "<"), (">", ">"),
    ];

    private static readonly string[] Truths = ["true", "false"];

    /// <summary>Reads a predicate whose first operand is read; null where none follows.</summary>
    internal TypedSql? TryRead(TypedSql left, Func<TypedSql> operand)
    {
        if (Array.Find(Comparisons, comparison => tokens.TakeSymbol(comparison.Spark)) is { DuckDb: { } symbol })
        {
            return Compared(left, symbol, operand());
        }

        if (tokens.TakeWord("is"))
        {
            return Is(left, operand);
        }

        bool isNegated =
            tokens.Next.IsWord("not")
            && (tokens.AfterNext.IsWord("in") || tokens.AfterNext.IsWord("between") || tokens.AfterNext.IsWord("like"))
            && tokens.TakeWord("not");
        TypedSql? found =
            tokens.TakeWord("in") ? In(left, operand)
            : tokens.TakeWord("between") ? Between(left, operand)
            : tokens.TakeWord("like") ? Like(left, operand())
            : null;
        return found is not null && isNegated ? found with { Text = $"(not {found.Text})" } : found;
    }

    private TypedSql Compared(TypedSql left, string symbol, TypedSql right)
    {
        (TypedSql first, TypedSql second) = common.Comparable(left, right);
        return Truth($"({first.Text} {symbol} {second.Text})", left);
    }

    private TypedSql Is(TypedSql left, Func<TypedSql> operand)
    {
        string not = tokens.TakeWord("not") ? "not " : "";
        if (tokens.TakeWord("distinct"))
        {
            tokens.RequireWord("from");
            return Compared(left, $"is {not}distinct from", operand());
        }

        if (tokens.TakeWord("null"))
        {
            return Truth($"({left.Text} is {not}null)", left);
        }

        return Array.Find(Truths, tokens.TakeWord) is { } word
            ? Truth($"({Functions.Require(source, left, PrimitiveKind.Boolean).Text} is {not}{word})", left)
            : throw source.Refused(tokens.Next.At, tokens.Next.ToString(), "NULL, TRUE, FALSE or DISTINCT FROM");
    }

    private TypedSql In(TypedSql left, Func<TypedSql> operand)
    {
        tokens.RequireSymbol("(");
        if (tokens.Next.IsWord("select"))
        {
            throw source.Refused(tokens.Next.At, "a SELECT", "values");
        }

        List<string> cases = [];
        do
        {
            cases.Add(Compared(left, "=", operand()).Text);
        } while (tokens.TakeSymbol(","));

        tokens.RequireSymbol(")");
        return Truth($"({string.Join(" or ", cases)})", left);
    }

    private TypedSql Between(TypedSql left, Func<TypedSql> operand)
    {
        TypedSql low = operand();
        tokens.RequireWord("and");
        TypedSql high = operand();
        return Truth($"({Compared(left, ">=", low).Text} and {Compared(left, "<=", high).Text})", left);
    }

    private TypedSql Like(TypedSql left, TypedSql pattern)
    {
        string text = Functions.Require(source, left, PrimitiveKind.String).Text;
        string written =
            pattern.Literal ?? throw source.Refused(pattern.At, "a pattern that is computed", "a text in single quotes");
        for (int at = 0; at < written.Length; at++)
        {
            if (written[at] == '\\' && (++at == written.Length || written[at] is not ('%' or '_' or '\\')))
            {
                throw source.Refused(pattern.At, "a backslash in a pattern", @"\%, \_ or \\");
            }
        }

        if (tokens.Next.IsWord("escape"))
        {
            throw source.Refused(tokens.Next.At, "ESCAPE", @"the escapes \% and \_");
        }

        return Truth($"({text} like {SqlText.Literal(written)} escape '\\')", left);
    }

    private static TypedSql Truth(string text, TypedSql left) => new(text, Functions.Boolean, left.At);
}
