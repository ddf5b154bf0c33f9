namespace Lakehouse.Delta.Stores;

/// <summary>Opens the tables of one kind of place, for example of an object store.</summary>
public interface IStoreProvider
{
    /// <summary>The scheme of its locations, lower case, for example <c>s3</c>.</summary>
    string Scheme { get; }

    /// <summary>Opens a table.</summary>
    /// <param name="location">Its location, with the scheme.</param>
    /// <returns>The store; nothing is asked of the place yet.</returns>
    /// <exception cref="DeltaException">The location or the surroundings are not as the provider needs them.</exception>
    ITableStore Open(string location);
}
