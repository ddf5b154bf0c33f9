using System.Text;

namespace Lakehouse.Sample.Landing;

/// <summary>The folder that the sample is written to: built aside, then put in place in one go.</summary>
/// <remarks>
/// A sample that is stopped half-way leaves the folder as it was, but for the hidden folder in which it was building;
/// the next one removes that.
/// </remarks>
internal sealed class LandingFolder
{
    /// <summary>How the README of every sample begins, by which a sample is known again.</summary>
    public const string FirstLine = "# Larkfield Software: the extracts of a company that does not exist";

    private const string StagingName = ".sample-in-the-making";
    private const string ReadmeName = "README.md";

    /// <summary>The folders that hold extracts, by the names of their sources.</summary>
    public static readonly IReadOnlyList<string> Sources = ["salesforce", "hubspot", "linkedin_ads", "google_ads", "finance"];

    private static readonly string[] Parts = [.. Sources, "truth", ReadmeName];

    private LandingFolder(string target)
    {
        Target = target;
        Staging = Path.Combine(target, StagingName);
    }

    /// <summary>Where the sample will be, absolute.</summary>
    public string Target { get; }

    /// <summary>Where it is built.</summary>
    public string Staging { get; }

    /// <summary>Makes sure that a sample may be written to a folder, and makes the place to build it.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="SampleException"><c>LH8001</c>: it holds something else. <c>LH8003</c>: it is a file.</exception>
    public static LandingFolder Open(string folder)
    {
        LandingFolder landing = new(Path.GetFullPath(folder));
        if (File.Exists(landing.Target))
        {
            throw new SampleException(
                "LH8003",
                $"Found a file at {landing.Target}, expected a folder or nothing.",
                "Name another folder.");
        }

        if (Directory.Exists(landing.Target))
        {
            landing.RefuseForeignContent();
        }

        Directory.CreateDirectory(landing.Target);
        landing.Abandon();
        Directory.CreateDirectory(landing.Staging);
        return landing;
    }

    /// <summary>Writes the README.</summary>
    public void WriteReadme()
    {
        using Stream text = typeof(LandingFolder).Assembly.GetManifestResourceStream("sample-readme.md")!;
        using FileStream file = File.Create(Path.Combine(Staging, ReadmeName));
        text.CopyTo(file);
    }

    /// <summary>Puts the sample in place of an earlier one.</summary>
    public void Commit()
    {
        foreach (string part in Parts)
        {
            string target = Path.Combine(Target, part);
            string made = Path.Combine(Staging, part);
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }

            if (Directory.Exists(made))
            {
                Directory.Move(made, target);
            }
            else if (File.Exists(made))
            {
                File.Move(made, target, overwrite: true);
            }
        }

        Abandon();
    }

    /// <summary>Removes what was built and not put in place.</summary>
    public void Abandon()
    {
        if (Directory.Exists(Staging))
        {
            Directory.Delete(Staging, recursive: true);
        }
    }

    /// <summary>Removes what was built, unless the disk refuses that as well; the next sample removes what is left.</summary>
    public void TryAbandon()
    {
        try
        {
            Abandon();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // What is left lies in the hidden folder only.
        }
    }

    private void RefuseForeignContent()
    {
        string? first = Directory.EnumerateFileSystemEntries(Target)
            .Select(path => Path.GetFileName(path))
            .Where(name => name != StagingName)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        if (first is null || IsSample())
        {
            return;
        }

        throw new SampleException(
            "LH8001",
            $"Found {first} in {Target}, expected an empty folder or an earlier sample, which has a README.md that says so.",
            "Name an empty folder; nothing was changed.");
    }

    private bool IsSample()
    {
        string readme = Path.Combine(Target, ReadmeName);
        return File.Exists(readme) && File.ReadLines(readme, Encoding.UTF8).FirstOrDefault() == FirstLine;
    }
}
