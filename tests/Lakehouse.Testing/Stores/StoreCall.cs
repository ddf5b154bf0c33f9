namespace Lakehouse.Testing.Stores;

/// <summary>A call of a store.</summary>
/// <param name="Operation">The method, without <c>Async</c>, for example <c>PutIfAbsent</c>.</param>
/// <param name="Path">The file or folder.</param>
/// <param name="Content">What is written; empty for a call that writes nothing.</param>
public sealed record StoreCall(string Operation, string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether the call changes the store.</summary>
    public bool IsWrite => Operation is "PutIfAbsent" or "Put" or "Upload" or "Delete";

    /// <inheritdoc/>
    public override string ToString() => $"{Operation} {Path}";
}
