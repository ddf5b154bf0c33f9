using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Definitions;
using Lakehouse.Transform.Models;

namespace Lakehouse.Transform.Graph;

/// <summary>A table of the lakehouse, and what it is made from.</summary>
public sealed record Step
{
    /// <summary>The table.</summary>
    public required TableName Name { get; init; }

    /// <summary>What makes it.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The columns that it has, or will have once it is made.</summary>
    public required StructType Schema { get; init; }

    /// <summary>The tables that it reads, those that only its checks read included; each once, in order of name.</summary>
    public IReadOnlyList<TableName> Inputs { get; init; } = [];

    /// <summary>The longest way from a table without inputs, counted in steps; 0 for those.</summary>
    public int Depth { get; init; }

    /// <summary>The model, with <see cref="StepKind.Model"/>.</summary>
    public Model? Model { get; init; }

    /// <summary>The definition, with <see cref="StepKind.Definition"/>.</summary>
    public Definition? Definition { get; init; }

    /// <summary>The source, with <see cref="StepKind.Source"/> of a contract: the name of its contract.</summary>
    public string? Source { get; init; }

    /// <summary>The file that says how it is made; null for a source without a contract.</summary>
    public ProjectFile? File { get; init; }
}
