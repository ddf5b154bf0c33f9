using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.Finance;
using Lakehouse.Sample.Truth;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample;

/// <summary>What every part of the sample shares: the calendar, the plans, and where rows and truths go.</summary>
internal sealed class SampleWorld : IDisposable
{
    /// <summary>Sets the world up.</summary>
    /// <param name="options">Seed and size.</param>
    /// <param name="folder">The landing folder.</param>
    public SampleWorld(SampleOptions options, string folder)
    {
        Options = options;
        Calendar = new SampleCalendar(options);
        Rates = new ExchangeRates(options, Calendar);
        Staff = new Staff(options, Calendar, Ids);
        Spend = new SpendPlan(options, Calendar);
        Campaigns = new CampaignPlan(Calendar, Spend, Ids);
        Books = new Books(Calendar.Months);
        Sink = new ExtractSink(Calendar, Path.Combine(folder, ".spool"));
        Truth = new TruthFiles(Path.Combine(folder, "truth"));
    }

    /// <summary>Seed and size.</summary>
    public SampleOptions Options { get; }

    /// <summary>The months.</summary>
    public SampleCalendar Calendar { get; }

    /// <summary>Ids.</summary>
    public SalesforceIds Ids { get; } = new();

    /// <summary>Exchange rates.</summary>
    public ExchangeRates Rates { get; }

    /// <summary>The sample company's people.</summary>
    public Staff Staff { get; }

    /// <summary>What channels spend.</summary>
    public SpendPlan Spend { get; }

    /// <summary>The campaigns.</summary>
    public CampaignPlan Campaigns { get; }

    /// <summary>What the ledger needs to know of each month.</summary>
    public Books Books { get; }

    /// <summary>Where rows go.</summary>
    public ExtractSink Sink { get; }

    /// <summary>Where truths go.</summary>
    public TruthFiles Truth { get; }

    /// <summary>Opens a stream of chance.</summary>
    /// <param name="name">What is drawn.</param>
    /// <param name="index">Whose.</param>
    public RandomStream Chance(string name, long index = 0) => RandomStream.Of(Options.Seed, name, index);

    /// <inheritdoc/>
    public void Dispose()
    {
        Truth.Dispose();
        Sink.Dispose();
    }
}
