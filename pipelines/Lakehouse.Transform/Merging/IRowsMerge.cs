namespace Lakehouse.Transform.Merging;

/// <summary>Turns the rows of a SELECT into a change of its table.</summary>
internal interface IRowsMerge
{
    /// <summary>Works the change out; files that it stages are told to the caller, who deletes what no commit names.</summary>
    /// <param name="input">The rows and the table.</param>
    /// <param name="files">Stages further files.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TransformException"><c>LH4075</c>: the declared columns do not fit the table's.</exception>
    Task<RowsChange> PrepareAsync(MergeInput input, StagingArea files, CancellationToken cancellationToken);
}
