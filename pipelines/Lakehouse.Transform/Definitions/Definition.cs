using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Models;

namespace Lakehouse.Transform.Definitions;

/// <summary>A table of what words and numbers mean here, kept as a CSV file: stages, taxonomies, thresholds.</summary>
public sealed record Definition
{
    /// <summary>The table's name: <c>definition.NAME</c>.</summary>
    public required TableName Name { get; init; }

    /// <summary>The columns that identify a row; at least one.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The columns in order.</summary>
    public required IReadOnlyList<ModelColumn> Columns { get; init; }

    /// <summary>What a row is, or null.</summary>
    public required string? Description { get; init; }

    /// <summary>The CSV file.</summary>
    public required ProjectFile File { get; init; }

    /// <summary>The CSV file's text, line ends as line feeds.</summary>
    public required string Text { get; init; }

    /// <summary>The table's schema, all columns nullable.</summary>
    public StructType Schema => new([.. Columns.Select(column => new StructField(column.Name, column.Type))]);
}
