using System.Text;

namespace Lakehouse.Delta.Stores.Caching;

/// <summary>Which cached files a session may still read. Only <see cref="DataFileCache"/> uses it, under its lock.</summary>
/// <remarks>
/// Each session appends the paths that it was handed to a file of its own and keeps it open with a lock. A file whose
/// lock is free belongs to a session that has ended, also by a kill, and counts no more.
/// </remarks>
internal sealed class CacheLeases : IDisposable
{
    private const string Extension = ".lease";

    private readonly string _folder;
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private FileStream? _file;

    /// <summary>Makes the leases of a session; nothing is written yet.</summary>
    /// <param name="folder">Where all sessions keep theirs.</param>
    internal CacheLeases(string folder) => _folder = folder;

    /// <summary>Records paths.</summary>
    internal void Add(IEnumerable<string> paths)
    {
        lock (_gate)
        {
            string[] added = [.. paths.Where(_own.Add)];
            if (added.Length == 0)
            {
                return;
            }

            _file ??= new FileStream(
                Path.Combine(_folder, $"{Environment.ProcessId}-{Path.GetRandomFileName()}{Extension}"),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.Read
            );
            _file.Write(Encoding.UTF8.GetBytes(string.Concat(added.Select(path => path + '\0'))));
            _file.Flush();
        }
    }

    /// <summary>Whether this session was handed a path.</summary>
    internal bool Has(string path)
    {
        lock (_gate)
        {
            return _own.Contains(path);
        }
    }

    /// <summary>The paths of all sessions that live. What ended sessions left is removed.</summary>
    internal HashSet<string> All()
    {
        HashSet<string> paths = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(_folder, "*" + Extension))
        {
            if (IsEnded(file))
            {
                File.Delete(file);
            }
            else
            {
                paths.UnionWith(Read(file));
            }
        }

        return paths;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_file is { } file)
        {
            file.Dispose();
            File.Delete(file.Name);
        }
    }

    private static bool IsEnded(string file)
    {
        try
        {
            using FileStream probe = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string[] Read(string file)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader reader = new(stream, Encoding.UTF8);
            return reader.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
