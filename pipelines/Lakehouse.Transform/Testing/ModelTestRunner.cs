using System.Diagnostics;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Sql;
using Lakehouse.Transform.Validation;

namespace Lakehouse.Transform.Testing;

/// <summary>Runs model tests on a real engine. One test at a time; not for several threads at once.</summary>
public sealed class ModelTestRunner : IAsyncDisposable
{
    private const int MaxRows = 100_000;

    private static readonly TableName Existing = new("main", "_existing");

    private readonly LakehouseProject _project;
    private readonly TransformGraph _graph;
    private readonly IEngineSession _session;

    private ModelTestRunner(LakehouseProject project, TransformGraph graph, IEngineSession session)
    {
        _project = project;
        _graph = graph;
        _session = session;
    }

    /// <summary>Opens a session for tests.</summary>
    /// <param name="project">The project that has the models.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>The runner; dispose it before the engine.</returns>
    public static async Task<ModelTestRunner> OpenAsync(
        LakehouseProject project,
        TransformGraph graph,
        IEngine engine,
        CancellationToken cancellationToken) =>
        new(project, graph, await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Runs a test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>How it came out.</returns>
    /// <exception cref="TransformException">The test itself has a fault, or the model's SQL cannot run.</exception>
    public async Task<ModelTestResult> RunAsync(ModelTest test, CancellationToken cancellationToken)
    {
        Step step = StepOf(test);
        Model model = step.Model!; // StepOf returns models only.
        foreach (TableName input in step.Inputs)
        {
            StructType schema = _graph[input].Schema;
            IReadOnlyList<ModelTestRow> rows = test.Given.GetValueOrDefault(input, []);
            await _session
                .LoadRowsAsync(input, schema, ModelTestRows.Typed(test.File, input.ToString(), schema, rows), cancellationToken)
                .ConfigureAwait(false);
        }

        // Typed against the whole table first, so that a column that is none of its is refused, not left out.
        _ = ModelTestRows.Typed(test.File, model.Name.ToString(), model.Schema, test.Expect);
        IReadOnlyList<StructField> columns = test.Expect.Count > 0 ? ModelTestRows.Named(model.Schema, test.Expect) : model.Schema.Fields;
        RowSet actual = await ResultAsync(test, model, columns, cancellationToken).ConfigureAwait(false);
        IEnumerable<IReadOnlyList<object?>> expected =
            ModelTestRows.Typed(test.File, model.Name.ToString(), new StructType(columns), test.Expect);
        RowsDifference difference = new(columns, expected, actual.Rows);
        string title = $"{test.Model} ({test.File}): {test.Why}";
        return difference.IsNone
            ? new ModelTestResult(IsPassed: true, title)
            : new ModelTestResult(IsPassed: false, $"{title}\n{difference}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private Step StepOf(ModelTest test)
    {
        if (_graph.Find(test.Model) is not { Model: not null } step)
        {
            string? near = NearestName.Of(
                test.Model.ToString(), _graph.Steps.Where(other => other.Model is not null).Select(other => other.Name.ToString()));
            throw new TransformException(
                "LH4093",
                $"found no model {test.Model}, which {test.File} tests, expected one.",
                near is null ? "Mend the name." : $"Did you mean {near}?");
        }

        if (test.Given.Keys.FirstOrDefault(name => !step.Inputs.Contains(name)) is { Schema: not null } unread)
        {
            throw new TransformException(
                "LH4094",
                $"found rows for {unread} in {test.File}, expected only tables that {test.Model} reads: {string.Join(", ", step.Inputs)}.",
                NearestName.Of(unread.ToString(), step.Inputs.Select(name => name.ToString())) is { } near
                    ? $"Did you mean {near}?"
                    : "Remove them.");
        }

        return step;
    }

    private async Task<RowSet> ResultAsync(
        ModelTest test,
        Model model,
        IReadOnlyList<StructField> columns,
        CancellationToken cancellationToken)
    {
        BoundSql sql = ParametersOf(test).Bind(model.Sql, model.File.FullPath, firstLine: 1);
        try
        {
            // The SELECT by itself first: what is wrong with it is then said at its own place.
            ContractComparison.Require(model, await _session.DescribeAsync(sql.Text, cancellationToken).ConfigureAwait(false));
            string select = ContractComparison.Casts(model, sql.Text);
            if (test.Existing is { } existing)
            {
                IReadOnlyList<IReadOnlyList<object?>> rows = ModelTestRows.Typed(test.File, model.Name.ToString(), model.Schema, existing);
                await _session.LoadRowsAsync(Existing, model.Schema, rows, cancellationToken).ConfigureAwait(false);
                select = Merged(test, model, select);
            }

            string names = SqlLiteral.Names(columns.Select(column => column.Name));
            return await _session
                .QueryAsync($"select {names} from (\n{select}\n) as result", MaxRows, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (EngineException failure)
        {
            throw SqlFault.Of(failure, sql, model.File.FullPath, firstLine: 1);
        }
    }

    private SqlParameters ParametersOf(ModelTest test)
    {
        Dictionary<string, ProjectParameter> values = new(_project.Parameters, StringComparer.Ordinal);
        foreach ((string name, string? text) in test.Parameters)
        {
            if (!values.TryGetValue(name, out ProjectParameter? declared))
            {
                throw new TransformException(
                    "LH4095",
                    $"found the parameter '{name}' in {test.File}"
                        + $", expected one of {string.Join(", ", values.Keys.Order(StringComparer.Ordinal))}.",
                    NearestName.Of(name, values.Keys) is { } near ? $"Did you mean '{near}'?" : "Remove it.");
            }

            values[name] = declared with { Text = text };
        }

        return new SqlParameters(values, test.AsOf);
    }

    /// <summary>The rows of the table after the run's merge, which does the same file by file.</summary>
    /// <exception cref="TransformException"><c>LH4096</c>: the model keeps no earlier rows.</exception>
    /// <exception cref="UnreachableException">There is a kind of model that nobody has taught this method.</exception>
    private static string Merged(ModelTest test, Model model, string select)
    {
        string columns = SqlLiteral.Names(model.Columns.Select(column => column.Name));
        string kept = model.Kind switch
        {
            ModelKind.ByKey => IsKept(model.Key),
            ModelKind.ByPeriod => IsKept([model.Period!]), // A model of this kind has a period.
            ModelKind.Append => "true",
            ModelKind.Full => throw new TransformException(
                "LH4096",
                $"found 'existing' in {test.File}, expected it only for a model that keeps earlier rows; {model.Name} is of kind full.",
                "Remove it."),
            _ => throw new UnreachableException(),
        };
        return $"with incoming as (\n{select}\n)\n"
            + $"select {columns} from main._existing where {kept} union all select {columns} from incoming";
    }

    private static string IsKept(IEnumerable<string> by)
    {
        IEnumerable<string> same = by.Select(name => $"incoming.{SqlLiteral.Name(name)} = _existing.{SqlLiteral.Name(name)}");
        return $"not exists (select 1 from incoming where {string.Join(" and ", same)})";
    }
}
