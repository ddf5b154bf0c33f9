using Lakehouse.Cli.Verbs;
using Lakehouse.Runs;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Selection;

namespace Lakehouse.Cli.Warehouse;

/// <summary>Makes the request of a plan or an explanation, the same as that of a run.</summary>
internal static class TransformRequests
{
    /// <summary>Makes the request.</summary>
    /// <param name="lakehouse">The project's engine and tables.</param>
    /// <param name="choices">What the command line says.</param>
    /// <returns>The request.</returns>
    internal static TransformRequest Of(ProjectLakehouse lakehouse, RunChoices choices) => new()
    {
        Project = lakehouse.Project,
        Engine = lakehouse.Engine,
        SqlReader = lakehouse.Engine.SqlReader,
        Tables = lakehouse.Table,
        RunId = lakehouse.Ids.Next().ToString(),
        AsOf = AsOfRule.Settle(choices.AsOf, lakehouse.Project, lakehouse.Clock),
        Selection = choices.Selection,
        Full = choices.IsFull,
        Clock = lakehouse.Clock,
    };
}

/// <summary>What a command line says about a run.</summary>
/// <param name="Selection">Which steps.</param>
/// <param name="AsOf">The instant that it takes as now; null: the project's rule.</param>
/// <param name="IsFull">Whether to build everything anew.</param>
internal sealed record RunChoices(StepSelection Selection, DateTimeOffset? AsOf, bool IsFull)
{
    /// <summary>Everything, as of the project's rule.</summary>
    internal static RunChoices Everything { get; } = new(StepSelection.All, AsOf: null, IsFull: false);
}
