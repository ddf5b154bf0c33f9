namespace Lakehouse.Delta.Actions;

/// <summary>
/// One action of a commit or a checkpoint. Kinds that this version does not know are not represented.
/// </summary>
internal abstract record LogAction
{
    private LogAction() { }

    /// <summary>An <c>add</c>.</summary>
    internal sealed record Add(AddFile File, bool DataChange) : LogAction;

    /// <summary>A <c>remove</c>.</summary>
    internal sealed record Remove(RemovedFile File) : LogAction;

    /// <summary>A <c>cdc</c>.</summary>
    internal sealed record AddChanges(ChangeFile File) : LogAction;

    /// <summary>A <c>metaData</c>.</summary>
    internal sealed record ChangeMetadata(MetadataText Metadata) : LogAction;

    /// <summary>A <c>protocol</c>.</summary>
    internal sealed record ChangeProtocol(Protocol Protocol) : LogAction;

    /// <summary>A <c>txn</c>.</summary>
    internal sealed record Transaction(SetTransaction Entry) : LogAction;

    /// <summary>A <c>domainMetadata</c>.</summary>
    internal sealed record Domain(DomainMetadata Entry) : LogAction;

    /// <summary>A <c>commitInfo</c>.</summary>
    internal sealed record Commit(CommitText Info) : LogAction;

    /// <summary>A <c>sidecar</c> of a version 2 checkpoint: a file that holds the file actions.</summary>
    internal sealed record Sidecar(string Path) : LogAction;
}
