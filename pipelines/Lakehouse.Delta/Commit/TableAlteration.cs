using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commit;

/// <summary>A change of what a table is and of none of its rows.</summary>
public abstract record TableAlteration
{
    private protected TableAlteration() { }

    /// <summary>The operation's name in <c>commitInfo</c>.</summary>
    internal abstract string Operation { get; }

    /// <summary>Whether it holds only for the rows that were there, so that a concurrent change of rows conflicts.</summary>
    internal virtual bool ReadsRows => false;

    /// <summary>The operation's parameters in <c>commitInfo</c>, JSON texts by name.</summary>
    internal abstract IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>The metadata afterwards.</summary>
    /// <exception cref="DeltaException">The change is not allowed for this table.</exception>
    internal abstract MetadataText Apply(Snapshot basis);
}
