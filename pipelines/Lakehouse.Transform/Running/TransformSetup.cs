using Lakehouse.Project;
using Lakehouse.Transform.Fingerprints;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Selection;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Running;

/// <summary>What a run, a plan and an explanation all begin with; nothing here starts the engine.</summary>
internal sealed class TransformSetup
{
    private const string FunctionsFile = "sql/functions/duckdb.sql";

    private TransformSetup(TransformRequest request, TransformGraph graph)
    {
        Request = request;
        Graph = graph;
        Parameters = new SqlParameters(request.Project.Parameters, request.AsOf);
        States = new TableStates(request.Tables);
        Fingerprint = new StepFingerprint(request.Engine.Name, FunctionsOf(request.Project), Parameters);
        Decider = new StepDecider(graph, States, Fingerprint, request.Full);
    }

    internal TransformRequest Request { get; }

    internal TransformGraph Graph { get; }

    internal SqlParameters Parameters { get; }

    internal TableStates States { get; }

    internal StepFingerprint Fingerprint { get; }

    internal StepDecider Decider { get; }

    internal static TransformSetup Open(TransformRequest request) =>
        new(request, TransformGraph.Load(request.Project, request.SqlReader, request.OtherTables));

    /// <summary>The functions of a project, as its engine reads them.</summary>
    internal static FunctionTexts FunctionsOf(LakehouseProject project) =>
        new(project.TryFile(FunctionsFile) is { } file ? File.ReadAllText(file.FullPath) : string.Empty);

    /// <summary>The definitions and models that the request selects, in the graph's order.</summary>
    internal async Task<IReadOnlyList<Step>> SelectAsync(CancellationToken cancellationToken)
    {
        SelectionFacts facts = StepSelector.NeedsFacts(Request.Selection)
            ? await SelectionFactsReader.ReadAsync(Graph, States, Fingerprint, cancellationToken).ConfigureAwait(false)
            : SelectionFacts.None;
        return [.. new StepSelector(Graph, facts).Select(Request.Selection).Where(step => step.Kind != StepKind.Source)];
    }
}
