using System.Globalization;
using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Finance;

/// <summary>Delivers the general ledger: balanced journals, month by month.</summary>
/// <param name="world">Where to.</param>
internal sealed class Ledger(SampleWorld world)
{
    /// <summary>The chart of accounts: code, name, and the cost category that it belongs to, or none.</summary>
    public static readonly IReadOnlyList<(string Code, string Name, string? CostCategory)> Accounts =
    [
        ("1000", "Cash", null),
        ("1100", "Accounts Receivable", null),
        ("2000", "Accounts Payable", null),
        ("2100", "Sales Tax Payable", null),
        ("2200", "Accrued Payroll", null),
        ("2400", "Deferred Revenue", null),
        ("4000", "Subscription Revenue", null),
        ("5000", "Hosting and Customer Support", null),
        ("6110", "Advertising - Paid Social", "PROGRAM"),
        ("6120", "Advertising - Paid Search", "PROGRAM"),
        ("6130", "Email Programs", "PROGRAM"),
        ("6140", "Webinars", "PROGRAM"),
        ("6150", "Trade Shows and Events", "PROGRAM"),
        ("6160", "Content Production", "PROGRAM"),
        ("6170", "Direct Mail", "PROGRAM"),
        ("6180", "Outbound Data and Lists", "PROGRAM"),
        ("6200", "Marketing Payroll", "PEOPLE"),
        ("6210", "Marketing Tools", "TOOLS"),
        ("6220", "Marketing Agencies", "AGENCY"),
        ("6300", "Sales Base Salaries", "SALES_BASE"),
        ("6310", "Sales Commissions", "SALES_VARIABLE"),
        ("6320", "Sales Engineering and Operations", "SALES_SUPPORT"),
        ("6400", "Rent and General Overhead", "OVERHEAD"),
    ];

    private readonly RandomStream _chance = world.Chance("ledger");
    private int _journals;

    /// <summary>Delivers all months.</summary>
    public void Deliver()
    {
        for (int month = 0; month < world.Calendar.Months; month++)
        {
            DateOnly close = world.Calendar.LastDayOf(month);
            DeliverRevenue(month, close);
            DeliverPrograms(month, close);
            DeliverSalesAndOverhead(month, close);
        }
    }

    private void DeliverRevenue(int month, DateOnly close)
    {
        Books books = world.Books;
        Journal invoices = new(close, "1100", "Customer invoices", books.Invoiced[month] + books.Tax[month]);
        Post(invoices, [("2400", "", null, books.Invoiced[month]), ("2100", "", null, books.Tax[month])]);
        Post(new Journal(close, "1000", "Customer payments", books.Paid[month]), [("1100", "", null, books.Paid[month])]);
        Post(new Journal(close, "2400", "Revenue earned", books.Earned[month]), [("4000", "", null, books.Earned[month])]);
        decimal hosting = decimal.Round(books.Earned[month] * 0.22m, 2) + 0.00m;
        Post(new Journal(close, "5000", "Hosting and support", hosting) { CostCenter = "CS", Vendor = "Cloudyard Inc" }, [("2000", "", null, hosting)]);
    }

    private void DeliverPrograms(int month, DateOnly close)
    {
        foreach (ChannelProfile profile in ChannelProfile.All)
        {
            decimal amount = ProgramCost(profile.Channel, month, close);
            string vendor = profile.Vendor;
            string description = profile.Channel == Channel.PaidSocial
                ? $"{vendor} invoice {world.Calendar.NameOf(month)}, EUR {FieldText.Of(world.Books.LinkedInEuros[month])}"
                : $"{vendor} invoice {world.Calendar.NameOf(month)}";
            Post(
                new Journal(close, profile.LedgerAccount, description, amount) { CostCenter = "MKT", Vendor = vendor },
                [("2000", "", vendor, amount)]);
        }
    }

    private decimal ProgramCost(Channel channel, int month, DateOnly close)
    {
        decimal amount = world.Spend.SpendOf(channel, month);
        if (channel == Channel.PaidSocial)
        {
            amount = world.Books.LinkedInEuros[month] * world.Rates.ToDollars("EUR", close);
        }
        else if (channel == Channel.PaidSearch)
        {
            amount = world.Books.GoogleDollars[month];
        }

        return decimal.Round(amount, 2) + 0.00m;
    }

    private void DeliverSalesAndOverhead(int month, DateOnly close)
    {
        IEnumerable<Employee> present = [.. world.Staff.Everybody.Where(each => each.WorksOn(close))];
        decimal scale = (decimal)world.Spend.Scale;
        PostPay(close, "6200", "Marketing payroll", "MKT", ("USD", Vary(21_000m * scale)));
        decimal tools = Vary(4_200m * scale);
        Post(new Journal(close, "6210", "Marketing software", tools) { CostCenter = "MKT", Vendor = "HubSpot Inc" }, [("2000", "", "HubSpot Inc", tools)]);
        decimal agency = Vary(6_500m * scale);
        Post(new Journal(close, "6220", "Agency retainer", agency) { CostCenter = "MKT", Vendor = "Brightside Agency" }, [("2000", "", "Brightside Agency", agency)]);
        PostPay(close, "6300", "Sales salaries AMER and APAC", "SALES", ("USD", 7_400m * Count(present, "AMER", "APAC")));
        PostPay(close, "6300", "Sales salaries EMEA", "SALES", ("GBP", 5_200m * Count(present, "EMEA")));
        decimal commission = decimal.Round(world.Books.Booked[month] * 0.1m, 2) + 0.00m;
        PostPay(close, "6310", "Sales commissions", "SALES", ("USD", commission));
        PostPay(close, "6320", "Sales engineers and operations", "SALES", ("USD", Vary(14_000m * scale)));
        decimal rent = Vary(18_000m * scale);
        Post(new Journal(close, "6400", "Rent and overhead", rent) { CostCenter = "G&A", Vendor = "Harbor Properties" }, [("2000", "", "Harbor Properties", rent)]);
    }

    private static int Count(IEnumerable<Employee> present, params string[] regions) =>
        present.Count(each => each.Department == "Sales" && regions.Contains(each.Region));

    private decimal Vary(decimal amount) => FieldText.Money((double)amount * _chance.Between(0.95, 1.05));

    private void PostPay(DateOnly close, string account, string description, string center, (string Currency, decimal Amount) pay) =>
        Post(
            new Journal(close, account, description, pay.Amount) { CostCenter = center, Currency = pay.Currency },
            [("2200", center, null, pay.Amount)]);

    private void Post(Journal journal, (string Account, string CostCenter, string? Vendor, decimal Credit)[] credits)
    {
        if (journal.Debit == 0)
        {
            return;
        }

        _journals++;
        string id = $"JE-{_journals.ToString("D6", CultureInfo.InvariantCulture)}";
        AddLine(id, 1, journal, (journal.Account, journal.CostCenter, journal.Vendor, journal.Debit), isDebit: true);
        for (int i = 0; i < credits.Length; i++)
        {
            AddLine(id, i + 2, journal, credits[i], isDebit: false);
        }
    }

    private void AddLine(
        string id,
        int line,
        Journal journal,
        (string Account, string CostCenter, string? Vendor, decimal Amount) entry,
        bool isDebit)
    {
        string name = Accounts.First(account => account.Code == entry.Account).Name;

        // A negative side is written on the other side, as ledgers do.
        bool onDebit = isDebit == (entry.Amount >= 0);
        string amount = FieldText.Of(Math.Abs(entry.Amount));
        world.Sink.Add(
            OtherLayouts.GeneralLedger,
            journal.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            OtherLayouts.GeneralLedger.Row(
                ("line_id", $"{id}-{line}"),
                ("journal_id", id),
                ("posting_date", FieldText.Of(journal.Day)),
                ("account_code", entry.Account),
                ("account_name", name),
                ("cost_center", entry.CostCenter.Length == 0 ? null : entry.CostCenter),
                ("vendor", entry.Vendor),
                ("description", journal.Description),
                ("debit", onDebit ? amount : "0.00"),
                ("credit", onDebit ? "0.00" : amount),
                ("currency", journal.Currency)));
    }

    private sealed record Journal(DateOnly Day, string Account, string Description, decimal Debit)
    {
        public string CostCenter { get; init; } = "";

        public string? Vendor { get; init; }

        public string Currency { get; init; } = "USD";
    }
}
