using Lakehouse.Engine;
using Lakehouse.Transform.Fingerprints;

namespace Lakehouse.Transform.Planning;

/// <summary>Why a table is as it is, and what a run would do with it.</summary>
/// <param name="Step">What a run would do.</param>
/// <param name="LastBuild">What the table's newest commit says; null where there is no table or somebody else wrote it.</param>
/// <param name="LastResult">How it came out in the last run when that was not well: error, fail or skipped; otherwise null.</param>
/// <param name="Inputs">The tables that it reads.</param>
/// <param name="Dependents">The tables that read it.</param>
public sealed record StepExplanation(
    PlannedStep Step,
    StepRecord? LastBuild,
    string? LastResult,
    IReadOnlyList<InputExplanation> Inputs,
    IReadOnlyList<TableName> Dependents);

/// <summary>An input of an explained table.</summary>
/// <param name="Name">The table.</param>
/// <param name="BuiltFrom">The data version that the explained table was built from; null: none, or not known.</param>
/// <param name="Now">Its data version now; null: no table.</param>
public sealed record InputExplanation(TableName Name, long? BuiltFrom, long? Now);
