using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Output;
using Lakehouse.Delta;
using Lakehouse.Project;
using Lakehouse.Runs;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Testing;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>test</c>: the unit tests of models.</summary>
internal sealed class TestVerb : Verb
{
    private const string ReferenceTests = "tests/Sql";
    private const string ProjectTests = "tests";

    private static readonly TableColumn[] Columns = [new("status"), new("model"), new("file"), new("report")];

    private readonly Argument<string?> _filter = new("TEXT")
    {
        HelpName = "TEXT",
        Description = "Only tests whose path holds this text. Default: all.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _reference = new("--reference")
    {
        Description = "The reference project's tests too, which hold for its models as they are.",
        Arity = ArgumentArity.Zero,
    };

    /// <inheritdoc/>
    internal override string Name => "test";

    /// <inheritdoc/>
    internal override string Summary => "Run the unit tests of models: given rows, expected rows.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Tests are YAML files below the project's folder tests, with model, why, given and expect; see the reference project's tests/Sql. "
        + "They need no data and touch no table.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("test", "the project's own tests"),
        new("test win_loss --reference", "all tests with win_loss in their path, the reference project's included"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_filter];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_reference];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            IReadOnlyList<string> files = Files(lakehouse.Project, invocation.Value(_filter), invocation.Value(_reference));
            if (files.Count == 0)
            {
                throw new CliException(
                    "LH9061",
                    $"found no test in {Path.Combine(lakehouse.Project.Folder, ProjectTests)} that fits, expected files *.yaml.",
                    "Add one, or take the reference project's with --reference.");
            }

            List<(string File, ModelTest? Test, ModelTestResult Result)> results = await RunAsync(lakehouse, files, cancellationToken).ConfigureAwait(false);
            return Print(invocation.Terminal, results);
        }
    }

    private static async Task<List<(string File, ModelTest? Test, ModelTestResult Result)>> RunAsync(
        ProjectLakehouse lakehouse,
        IReadOnlyList<string> files,
        CancellationToken cancellationToken)
    {
        TransformRequest request = Invocation.TransformRequestOf(lakehouse, RunChoices.Everything);
        TransformGraph graph = TransformGraph.Load(request.Project, request.SqlReader, request.OtherTables);
        List<(string File, ModelTest? Test, ModelTestResult Result)> results = [];
        ModelTestRunner runner = await ModelTestRunner.OpenAsync(request.Project, graph, request.Engine, cancellationToken).ConfigureAwait(false);
        await using (runner.ConfigureAwait(false))
        {
            foreach (string file in files)
            {
                ModelTest? test = null;
                try
                {
                    test = ModelTest.Read(file);
                    results.Add((file, test, await runner.RunAsync(test, cancellationToken).ConfigureAwait(false)));
                }
                catch (LakehouseException fault)
                {
                    results.Add((file, test, new ModelTestResult(IsPassed: false, fault.Message)));
                }
            }
        }

        return results;
    }

    private static IReadOnlyList<string> Files(LakehouseProject project, string? filter, bool withReference)
    {
        IEnumerable<string> folders = withReference && project.ReferenceFolder is { } reference
            ? [Path.Combine(reference, ReferenceTests), Path.Combine(project.Folder, ProjectTests)]
            : [Path.Combine(project.Folder, ProjectTests)];
        return
        [
            .. folders
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
                .Where(file => filter is null || file.Contains(filter, StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static int Print(Terminal terminal, List<(string File, ModelTest? Test, ModelTestResult Result)> results)
    {
        int failed = results.Count(result => !result.Result.IsPassed);
        if (terminal.Choices.Json)
        {
            terminal.Rows(new ResultRows(Columns, [.. results.Select(result => (IReadOnlyList<object?>)
                [result.Result.IsPassed ? "PASS" : "FAIL", result.Test?.Model.ToString(), result.File, result.Result.Report])]));
        }
        else
        {
            foreach ((_, _, ModelTestResult result) in results.Where(result => !result.Result.IsPassed))
            {
                terminal.Answer("FAIL  " + result.Report.ReplaceLineEndings("\n      "), Tone.Bad);
            }

            terminal.Answer(
                string.Create(CultureInfo.InvariantCulture, $"Done. PASS={results.Count - failed} FAIL={failed} TOTAL={results.Count}"),
                failed == 0 ? Tone.Good : Tone.Bad);
        }

        return failed == 0 ? ExitCode.Done : ExitCode.HandledFailure;
    }
}
