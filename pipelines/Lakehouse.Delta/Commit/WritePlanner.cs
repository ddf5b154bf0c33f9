using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Commit;

/// <summary>Checks a write against its basis and works out its actions. Reads and writes no files.</summary>
internal sealed class WritePlanner(string root, TimeProvider clock, IIdSource ids)
{
    /// <summary>Plans the write that makes a table.</summary>
    /// <exception cref="DeltaException">The schema, a property or a file cannot be written.</exception>
    internal WritePlan PlanNew(TableWrite write)
    {
        RequireDistinctTransactions(write);
        if (write.Removed.Count > 0)
        {
            throw new DeltaException(
                "LH1403",
                $"The write removes {write.Removed.Count} files from '{root}', where no table was when it began.",
                "Load the table first and give the snapshot as the basis."
            );
        }

        if (write.Origin is { } origin)
        {
            return PlanClone(write, origin);
        }

        SchemaRules.Require(write.Schema, write.PartitionColumns, write.Properties, root);
        KnownProperties.Require(write.Properties);
        Protocol protocol = NewProtocol.For(null, write.Schema, write.Properties);
        MetadataText text = MappedColumns.WithHighestId(
            new MetadataText
            {
                Id = ids.Next().ToString(),
                Description = write.Description,
                SchemaString = write.Schema.ToJson(),
                PartitionColumns = write.PartitionColumns,
                Configuration = write.Properties,
                CreatedTime = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            write.Schema
        );
        Metadata metadata = text.Parse();
        if (FeatureUse.AskedMapping(metadata.Configuration) != ColumnMappingMode.None)
        {
            MappedColumns.Require(null, write.Schema, root);
        }

        FeatureSupport.RequireWritable(protocol, metadata, root);
        RowRules.RequireKept(write, metadata, root);
        return new WritePlan
        {
            ReadVersion = null,
            ReadProtocol = null,
            Protocol = protocol,
            Metadata = text,
            Configuration = metadata.Configuration,
            WritesOwnTimes = FeatureUse.HasInCommitTimestamps(protocol, metadata.Configuration),
            PartitionColumns = metadata.PartitionColumns,
            Added = AddedFiles(write, metadata, basis: null),
            Removed = [],
            RowCount = CountRows(write),
        };
    }

    private WritePlan PlanClone(TableWrite write, CloneOrigin origin)
    {
        Dictionary<string, string> configuration = new(origin.Metadata.Configuration, StringComparer.Ordinal);
        _ = configuration.Remove(OwnTimes.VersionKey);
        _ = configuration.Remove(OwnTimes.TimeKey);
        MetadataText text = origin.Metadata with
        {
            Id = ids.Next().ToString(),
            Configuration = configuration,
            CreatedTime = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        Metadata metadata = text.Parse();
        FeatureSupport.RequireWritable(origin.Protocol, metadata, root);
        return new WritePlan
        {
            ReadVersion = null,
            ReadProtocol = null,
            Protocol = origin.Protocol,
            Metadata = text,
            Configuration = metadata.Configuration,
            PartitionColumns = metadata.PartitionColumns,
            Added = write.Entries,
            Removed = [],
            WritesOwnTimes = FeatureUse.HasInCommitTimestamps(origin.Protocol, metadata.Configuration),
            Domains = origin.Domains,
            RowCount = null,
        };
    }

    /// <summary>Plans a write to a table.</summary>
    /// <exception cref="DeltaException">The table, the schema or a file cannot be written.</exception>
    internal WritePlan PlanOn(Snapshot basis, TableWrite write)
    {
        RequireDistinctTransactions(write);
        RequireSamePartitioning(basis, write);
        StructType schema =
            write.Mode == WriteMode.Overwrite
                ? SchemaChange.Replace(basis.Schema, write.Schema)
                : SchemaChange.Extend(basis.Schema, write.Schema, root);
        bool isChanged = !ReferenceEquals(schema, basis.Schema);
        MetadataText? text = MetadataPlan.For(basis, write, isChanged ? schema : null);
        Metadata metadata = text?.Parse() ?? basis.Metadata;
        Protocol protocol =
            text is null ? basis.Protocol : NewProtocol.For(basis.Protocol, metadata.Schema, metadata.Configuration);
        if (text is not null)
        {
            SchemaRules.Require(metadata, root);
        }

        FeatureSupport.RequireWritable(protocol, metadata, root);
        IReadOnlyList<AddFile> removed = RemovedFiles(basis, write);
        RequireAllowed(write, removed, metadata);
        RowRules.RequireKept(write, metadata, root);
        bool writesOwnTimes = FeatureUse.HasInCommitTimestamps(protocol, metadata.Configuration);
        return new WritePlan
        {
            ReadVersion = basis.Version,
            ReadProtocol = basis.Protocol,
            Protocol = ReferenceEquals(protocol, basis.Protocol) ? null : protocol,
            Metadata = text,
            Configuration = metadata.Configuration,
            WritesOwnTimes = writesOwnTimes,
            StartsOwnTimes =
                writesOwnTimes && !FeatureUse.HasInCommitTimestamps(basis.Protocol, basis.Metadata.Configuration),
            PartitionColumns = metadata.PartitionColumns,
            Added =
            [
                .. write.Marked.Select(file => file.After),
                .. write.Entries,
                .. AddedFiles(write, metadata, basis),
            ],
            Removed = removed,
            Changes = ChangeRules.Plan(write, new FileRules(root, metadata)),
            RowCount = CountRows(write),
        };
    }

    private void RequireDistinctTransactions(TableWrite write)
    {
        if (
            write
                .Transactions.GroupBy(entry => entry.AppId, StringComparer.Ordinal)
                .FirstOrDefault(group => group.Count() > 1) is
            { } twice
        )
        {
            throw new DeltaException(
                "LH1406",
                $"The write to '{root}' records the transaction '{twice.Key}' {twice.Count()} times, expected once.",
                "Record each application once in a write."
            );
        }
    }

    private List<AddFile> AddedFiles(TableWrite write, Metadata metadata, Snapshot? basis)
    {
        IndexedColumns columns = IndexedColumns.Of(metadata.Schema, metadata.PartitionColumns, metadata.Configuration);
        FileRules rules = new(root, metadata);
        List<AddFile> added = new(write.Files.Count);
        HashSet<string> paths = new(StringComparer.Ordinal);
        foreach (DataFile file in write.Files)
        {
            rules.RequirePath(file.Path);
            if (!paths.Add(file.Path) || basis?.HasFile(file.Path) == true)
            {
                throw new DeltaException(
                    "LH1402",
                    $"The file '{file.Path}' is in the table '{root}' or in the write already, expected a new "
                        + "name for every file.",
                    "Write the rows to a file with a fresh name."
                );
            }

            rules.RequireNotNull(file);
            added.Add(
                new AddFile(
                    file.Path,
                    rules.PartitionValues(file),
                    file.SizeBytes,
                    file.ModifiedAt,
                    file.Statistics is { } statistics ? StatisticsJson.Write(statistics, columns) : null
                )
                {
                    ClusteringProvider = file.ClusteringProvider,
                }
            );
        }

        return added;
    }

    private IReadOnlyList<AddFile> RemovedFiles(Snapshot basis, TableWrite write)
    {
        if (write.Mode == WriteMode.Overwrite)
        {
            return basis.Files;
        }

        AddFile[] asked = [.. write.Removed, .. write.Marked.Select(file => file.Before)];
        if (asked.Length == 0)
        {
            return [];
        }

        if (write.Mode == WriteMode.Append)
        {
            throw new DeltaException(
                "LH1403",
                $"An append to '{root}' names {asked.Length} files to remove, expected none.",
                "Use the mode Replace."
            );
        }

        HashSet<string> wanted = [.. asked.Select(file => FileKey.Of(file.Path, file.DeletionVectorId))];
        List<AddFile> found =
        [
            .. basis.Files.Where(file => wanted.Remove(FileKey.Of(file.Path, file.DeletionVectorId))),
        ];
        return wanted.Count == 0
            ? found
            : throw new DeltaException(
                "LH1403",
                $"The file '{wanted.First().Split('\n')[0]}' is to be removed from '{root}' and is not in its version "
                    + $"{basis.Version}.",
                "Compute the write from the snapshot that is given as its basis."
            );
    }

    private void RequireAllowed(TableWrite write, IReadOnlyList<AddFile> removed, Metadata metadata)
    {
        RearrangementRules.Require(write, removed, root);
        if (removed.Count > 0 && !write.KeepsRows && FeatureUse.IsAppendOnly(metadata.Configuration))
        {
            throw new DeltaException(
                "LH1205",
                $"The write removes {removed.Count} files from '{root}', whose property delta.appendOnly is true.",
                "Append the rows, or set the property to false first."
            );
        }

        ChangeRules.Require(write, FeatureUse.RecordsChanges(metadata.Configuration), root);
    }

    private void RequireSamePartitioning(Snapshot basis, TableWrite write)
    {
        IReadOnlyList<string> current = basis.Metadata.PartitionColumns;
        if (write.PartitionColumns.Count > 0 && !write.PartitionColumns.SequenceEqual(current, StringComparer.Ordinal))
        {
            throw new DeltaException(
                "LH1305",
                $"The write asks for the partition columns ({string.Join(", ", write.PartitionColumns)}); "
                    + $"'{root}' has ({string.Join(", ", current)}).",
                "Leave them out, or write a new table."
            );
        }
    }

    private static long? CountRows(TableWrite write) =>
        write.Files.All(file => file.Statistics is not null)
            ? write.Files.Sum(file => file.Statistics!.RowCount) // Not null by the line above.
            : null;
}
