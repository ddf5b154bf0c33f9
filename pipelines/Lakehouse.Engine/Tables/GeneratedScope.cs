using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.Expressions;

namespace Lakehouse.Engine.Tables;

/// <summary>The columns that the expression of a generated column may name: those that are not generated.</summary>
internal static class GeneratedScope
{
    internal static ColumnScope Of(StructType schema, string alias) =>
        new(
            new StructType([.. schema.Fields.Where(field => ColumnRules.GenerationExpression(field) is null)]),
            alias
        );
}
