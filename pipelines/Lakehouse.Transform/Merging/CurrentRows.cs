using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine;
using Lakehouse.Transform.Running;

namespace Lakehouse.Transform.Merging;

/// <summary>The files of a table as they are, for merges that keep some of them.</summary>
internal static class CurrentRows
{
    /// <summary>The table's rows within a merge.</summary>
    internal static readonly TableName Current = new("main", "_current");

    /// <summary>Some files of the table within a merge.</summary>
    internal static readonly TableName Some = new("main", "_some");

    /// <summary>A file as staged files are named.</summary>
    /// <exception cref="TransformException"><c>LH4078</c>: rows of the file are deleted by a deletion vector.</exception>
    internal static DataFile AsDataFile(AddFile file) => file.DeletionVector is null
        ? new(file.Path, file.PartitionValues, file.SizeBytes, file.ModifiedAt, Statistics: null)
        : throw new TransformException(
            "LH4078",
            $"found the file {file.Path} with a deletion vector of {file.DeletionVector.Cardinality} rows, expected a file without one.",
            "Build the model from scratch with --full, or rewrite the table without deletion vectors first.");

    /// <summary>Files of the table as rows.</summary>
    internal static StagedRows AsStaged(string root, IEnumerable<DataFile> files) => new(root, [.. files], RowCount: 0);

    /// <summary>The table's columns with those that the header has added at their end.</summary>
    /// <exception cref="TransformException"><c>LH4075</c>: the header drops a column or changes its type.</exception>
    internal static StructType Widen(TableName name, StructType current, StructType declared)
    {
        foreach (StructField field in current.Fields)
        {
            StructField? now = declared.Fields.FirstOrDefault(other =>
                string.Equals(other.Name, field.Name, StringComparison.OrdinalIgnoreCase));
            if (now is null || now.Type != field.Type)
            {
                string found = now is null ? "no longer declared" : $"declared as {now.Type.ToSql()}";
                throw new TransformException(
                    "LH4075",
                    $"found column {field.Name} of {name} {found}"
                        + $", expected {field.Type.ToSql()} as in the table, because its earlier rows stay.",
                    $"Build it from scratch with 'lakehouse run --select {name} --full', or restore the column.");
            }
        }

        HashSet<string> there = new(current.Fields.Select(field => field.Name), StringComparer.OrdinalIgnoreCase);
        return new StructType([.. current.Fields, .. declared.Fields.Where(field => !there.Contains(field.Name))]);
    }

    /// <summary>Finds the files in which a condition holds for at least one row.</summary>
    /// <param name="input">The merge.</param>
    /// <param name="schema">The table's columns.</param>
    /// <param name="condition">The condition, on columns of <c>_some</c>.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    internal static async Task<List<AddFile>> FilesWhereAsync(
        MergeInput input,
        StructType schema,
        string condition,
        CancellationToken cancellationToken)
    {
        List<AddFile> files = [];
        foreach (AddFile file in input.Current?.Files ?? [])
        {
            await BindSomeAsync(input, schema, [file], cancellationToken).ConfigureAwait(false);
            RowSet found = await input.Session.Engine
                .QueryAsync($"select 1 as found from main._some where {condition}", 1, cancellationToken)
                .ConfigureAwait(false);
            if (found.Rows.Count > 0)
            {
                files.Add(file);
            }
        }

        return files;
    }

    /// <summary>Makes some files of the table readable as <c>_some</c>.</summary>
    internal static Task BindSomeAsync(
        MergeInput input,
        StructType schema,
        IEnumerable<AddFile> files,
        CancellationToken cancellationToken) =>
        input.Session.Engine.BindStagedAsync(Some, schema, AsStaged(input.Incoming.TableRoot, files.Select(AsDataFile)), cancellationToken);

    /// <summary>Makes the whole table readable as <c>_current</c>.</summary>
    internal static Task BindCurrentAsync(
        BoundSession session,
        Snapshot snapshot,
        StructType schema,
        CancellationToken cancellationToken) =>
        session.BindAsync(Current, snapshot, schema, cancellationToken);

    /// <summary>All rows after a change: the files that stay and those that come.</summary>
    internal static StagedRows After(MergeInput input, IReadOnlyList<AddFile> removed, IReadOnlyList<DataFile> added)
    {
        HashSet<string> gone = new(removed.Select(file => file.Path), StringComparer.Ordinal);
        IEnumerable<DataFile> stay = (input.Current?.Files ?? []).Where(file => !gone.Contains(file.Path)).Select(AsDataFile);
        return AsStaged(input.Incoming.TableRoot, [.. stay, .. added]);
    }
}
