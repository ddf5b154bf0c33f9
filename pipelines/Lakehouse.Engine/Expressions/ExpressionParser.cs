using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Expressions;

/// <summary>Reads an expression in Spark's SQL and writes it as DuckDB's. What it does not know, it refuses.</summary>
/// <remarks>From the weakest to the strongest: OR, AND, NOT, predicates, ||, sums, products, signs, values.</remarks>
internal sealed class ExpressionParser
{
    private readonly ExpressionSource _source;
    private readonly TokenReader _tokens;
    private readonly Arithmetic _arithmetic;
    private readonly Predicates _predicates;
    private readonly PrimaryParser _primaries;

    /// <summary>Makes a parser.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="columns">The columns that it may name.</param>
    /// <param name="isValue">Whether its result is stored.</param>
    internal ExpressionParser(ExpressionSource source, ColumnScope columns, bool isValue)
    {
        _source = source;
        _tokens = new TokenReader(source);
        _arithmetic = new Arithmetic(source, isValue);
        _predicates = new Predicates(source, _tokens, new CommonType(source));
        _primaries = new PrimaryParser(source, _tokens, columns, Or);
    }

    /// <summary>Reads the whole of it.</summary>
    internal TypedSql Read()
    {
        TypedSql whole = Or();
        return _tokens.Next.Kind == TokenKind.End
            ? whole
            : throw _source.Refused(_tokens.Next.At, _tokens.Next.ToString(), "an operator or the end");
    }

    private TypedSql Or() => Joined("or", And);

    private TypedSql And() => Joined("and", Not);

    private TypedSql Joined(string word, Func<TypedSql> operand)
    {
        TypedSql left = operand();
        while (_tokens.TakeWord(word))
        {
            TypedSql right = operand();
            left = new TypedSql($"({Truth(left).Text} {word} {Truth(right).Text})", Functions.Boolean, left.At);
        }

        return left;
    }

    private TypedSql Not()
    {
        int at = _tokens.Next.At;
        return _tokens.TakeWord("not") || _tokens.TakeSymbol("!")
            ? new TypedSql($"(not {Truth(Not()).Text})", Functions.Boolean, at)
            : Predicate();
    }

    private TypedSql Predicate()
    {
        TypedSql left = Concatenation();
        while (_predicates.TryRead(left, Concatenation) is { } predicate)
        {
            left = predicate;
        }

        return left;
    }

    private TypedSql Concatenation()
    {
        TypedSql left = Sum();
        while (_tokens.TakeSymbol("||"))
        {
            TypedSql right = Sum();
            string both =
                $"{Functions.Require(_source, left, PrimitiveKind.String).Text} || "
                + Functions.Require(_source, right, PrimitiveKind.String).Text;
            left = new TypedSql($"({both})", Functions.String, left.At);
        }

        return left;
    }

    private TypedSql Sum() => Computed(["+", "-"], Product);

    private TypedSql Product() => Computed(["*", "/", "%"], Signed);

    private TypedSql Computed(string[] symbols, Func<TypedSql> operand)
    {
        TypedSql left = operand();
        while (Array.Find(symbols, _tokens.TakeSymbol) is { } symbol)
        {
            left = _arithmetic.Of(symbol, left, operand());
        }

        return left;
    }

    private TypedSql Signed()
    {
        int at = _tokens.Next.At;
        if (!_tokens.TakeSymbol("-"))
        {
            _ = _tokens.TakeSymbol("+");
            return _primaries.Read();
        }

        if (_tokens.Next.Kind == TokenKind.Number)
        {
            return NumberLiteral.Read(_source, _tokens.Take(), isNegative: true);
        }

        TypedSql number = Signed();
        return CommonType.IsNumber(number.Type)
            ? new TypedSql($"(- {number.Text})", number.Type, at)
            : throw _source.Refused(number.At, $"a value of type {number.Type.ToSql()} behind a minus", "a number");
    }

    private TypedSql Truth(TypedSql part) => Functions.Require(_source, part, PrimitiveKind.Boolean);
}
