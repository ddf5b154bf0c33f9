using System.Globalization;
using Lakehouse.Delta.Changes;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>Makes relations of the files of a change feed, which together are its rows.</summary>
/// <remarks>
/// What is the same for all rows of a file - its version, its time, and mostly the kind of change - is given as further
/// partition columns. Files of which rows are left out and files of which only some rows are taken cannot be of one
/// relation.
/// </remarks>
internal static class ChangeRelations
{
    private static readonly StructField Type = new(ChangeFeed.TypeColumn, new PrimitiveType(PrimitiveKind.String));
    private static readonly StructField Version = new(ChangeFeed.VersionColumn, new PrimitiveType(PrimitiveKind.Long));
    private static readonly StructField Timestamp = new(
        ChangeFeed.TimestampColumn,
        new PrimitiveType(PrimitiveKind.Timestamp)
    );

    /// <summary>The columns of a feed: the table's, and three that say what happened.</summary>
    public static StructType SchemaOf(ChangeFeed feed) => new([.. feed.Basis.Schema.Fields, Type, Version, Timestamp]);

    /// <summary>Makes the relations.</summary>
    /// <param name="session">A session to read footers with.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="cancellationToken">Stops the reading of footers.</param>
    /// <returns>The relations, at least one, all with the columns of <see cref="SchemaOf"/>.</returns>
    public static async Task<IReadOnlyList<ParquetRelation>> OfAsync(
        IEngineSession session,
        ChangeFeed feed,
        CancellationToken cancellationToken
    )
    {
        List<ParquetRelation> relations = [];
        foreach (
            IGrouping<(bool, bool), ChangedFile> group in feed.Files.GroupBy(file =>
                (file.Kind == ChangeKind.Recorded, file.Only is not null)
            )
        )
        {
            bool isRecorded = group.Key.Item1;
            relations.Add(
                await SnapshotRelation
                    .OfAsync(
                        session,
                        Columns(feed, isRecorded),
                        [.. group.Select(file => Locate(feed.Basis, file))],
                        cancellationToken
                    )
                    .ConfigureAwait(false)
            );
        }

        return relations.Count > 0 ? relations : [new ParquetRelation(Columns(feed, isRecorded: false), [])];
    }

    private static RelationColumns Columns(ChangeFeed feed, bool isRecorded)
    {
        IEnumerable<string> constant = isRecorded
            ? [Version.Name, Timestamp.Name]
            : [Type.Name, Version.Name, Timestamp.Name];
        return new RelationColumns(
            SchemaOf(feed),
            [.. feed.Basis.Metadata.PartitionColumns, .. constant],
            feed.Basis.ColumnMapping
        );
    }

    private static RelationFile Locate(Snapshot basis, ChangedFile file)
    {
        Dictionary<string, string?> values = new(file.PartitionValues, StringComparer.Ordinal)
        {
            [Type.Name] = file.Kind == ChangeKind.Delete ? "delete" : "insert",
            [Version.Name] = file.Version.Number.ToString(CultureInfo.InvariantCulture),
            [Timestamp.Name] = file.CommittedAt.UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
                CultureInfo.InvariantCulture
            ),
        };
        return new RelationFile(SnapshotFiles.Locate(basis.LocalRoot, file.Path), values)
        {
            Deleted = file.Deleted,
            Only = file.Only,
        };
    }
}
