using System.CommandLine;
using System.Globalization;
using System.Text;
using Lakehouse.Cli.Output;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Ingest.Inference;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>source infer FOLDER</c>: a first contract from files.</summary>
internal sealed class SourceInferVerb : Verb
{
    private readonly Argument<string> _folder = new("FOLDER") { HelpName = "FOLDER", Description = "The folder with the extracts; folders in it are looked at too." };
    private readonly Option<string?> _name = new("--name") { HelpName = "NAME", Description = "The source's name. Default: the folder's, in lower case." };
    private readonly Option<string?> _out = new("--out") { HelpName = "FILE.yml", Description = "The file to write, which must not be there yet. Default: standard output." };

    /// <inheritdoc/>
    internal override string Name => "infer";

    /// <inheritdoc/>
    internal override string Summary => "Write a first contract for a folder of extracts: types, keys and cursors, with the evidence.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Every value of every file is looked at. Files whose names differ in a date or number at the end are one entity. A column gets a "
        + "type only where each of its values is of it; codes with leading zeros stay text. Read the result before you land by it.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("source infer /exports/crm", "the contract on standard output"),
        new("source infer /exports/crm --name crm --out sql/bronze/crm.yml", "as a file of the project"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_folder];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_name, _out];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string folder = invocation.FullPath(invocation.Value(_folder)!); // why: the parser demands it.
        string name = invocation.Value(_name) ?? SourceName(folder);
        string? file = invocation.Value(_out) is { } written ? invocation.FullPath(written) : null;
        if (file is not null && File.Exists(file))
        {
            throw new CliException("LH9003", $"found the file {file} already there, expected none: a contract is never overwritten.", "Name another file, or move that one away.");
        }

        DuckDbEngine engine = new(new DuckDbOptions { Clock = invocation.Surroundings.Clock, Ids = invocation.Surroundings.Ids });
        await using (engine.ConfigureAwait(false))
        {
            IReadOnlyList<InferredEntity> entities = await new ContractInference(engine).InferAsync(folder, cancellationToken).ConfigureAwait(false);
            if (invocation.Terminal.Choices.Json)
            {
                invocation.Terminal.Rows(Rows(entities));
            }

            string contract = ContractText.Write(name, folder, entities);
            if (file is not null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!); // why: a file stands in a folder.
                await File.WriteAllTextAsync(file, contract, cancellationToken).ConfigureAwait(false);
                int unread = entities.Count(entity => entity.Fault is not null);
                string but = unread == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"; {unread} could not be read, see its comments");
                invocation.Terminal.Message(string.Create(CultureInfo.InvariantCulture, $"Wrote {entities.Count - unread} entities to {file}{but}."), Tone.Good);
                invocation.Terminal.Hint($"Then: name {name} under 'sources:' in lakehouse.yml, and {invocation.Surroundings.CommandName} source check {name}");
            }
            else if (!invocation.Terminal.Choices.Json)
            {
                invocation.Terminal.Answer(contract.TrimEnd('\n'));
            }
        }

        return ExitCode.Done;
    }

    private static ResultRows Rows(IReadOnlyList<InferredEntity> entities) => new(
        [new("entity"), new("files"), new("rows", IsNumber: true), new("column"), new("type"), new("values", IsNumber: true), new("different", IsNumber: true), new("is_key"), new("is_cursor"), new("fault")],
        [.. entities.SelectMany(entity => entity.Fault is not null
            ? [[entity.Name, entity.FilePattern, entity.Rows, null, null, null, null, null, null, entity.Fault]]
            : entity.Columns.Select(column => (IReadOnlyList<object?>)
            [
                entity.Name, entity.FilePattern, entity.Rows, column.Name, column.Type.ToSql(), column.Values, column.DistinctValues,
                entity.Key.Contains(column.Name, StringComparer.Ordinal), entity.Cursor == column.Name, null,
            ]))]);

    private static string SourceName(string folder)
    {
        StringBuilder name = new();
        foreach (char letter in Path.GetFileName(folder).ToLowerInvariant())
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"source_{name}" : name.ToString();
    }
}
