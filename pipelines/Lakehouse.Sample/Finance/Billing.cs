using System.Globalization;
using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Finance;

/// <summary>Writes a customer's subscriptions and invoices.</summary>
/// <param name="world">Where to.</param>
/// <param name="company">The customer.</param>
internal sealed class Billing(SampleWorld world, Company company)
{
    private readonly RandomStream _chance = world.Chance("billing", company.Index);
    private readonly List<Subscription> _subscriptions = [];

    /// <summary>The customer's subscriptions.</summary>
    public IReadOnlyList<Subscription> Subscriptions => _subscriptions;

    /// <summary>Starts a subscription.</summary>
    /// <param name="start">Its first day, which may lie before the sample.</param>
    /// <param name="yearly">What it is worth in a year.</param>
    /// <param name="isMonthly">Whether it is paid by the month.</param>
    /// <param name="dealId">The deal, or null if it is older than the CRM.</param>
    public Subscription Start(DateOnly start, decimal yearly, bool isMonthly, string? dealId)
    {
        DateTime stamp = start.ToDateTime(new TimeOnly(6, 0), DateTimeKind.Utc).AddMinutes(_chance.NextInt(600));
        DateTime first = stamp < world.Calendar.Start ? world.Calendar.Start.AddMinutes(_chance.NextInt(1, 600)) : stamp;
        string currency = company.Place.Currency;
        int yearlyInvoices = _chance.Chance(0.65) ? 1 : 4;
        Subscription subscription = new()
        {
            Record = new TrackedRecord(OtherLayouts.Subscription, first).With(
                ("subscription_id", $"SUB-{world.Ids.NextNumber("subscription"):D6}"),
                ("crm_account_id", company.Account!.Id),
                ("crm_opportunity_id", dealId),
                ("plan", isMonthly ? "MONTHLY" : "ANNUAL"),
                ("mrr", FieldText.Of(Mrr(yearly))),
                ("currency", currency),
                ("start_date", FieldText.Of(start)),
                ("status", "ACTIVE")),
            Start = start,
            IsMonthly = isMonthly,
            InvoicesPerYear = isMonthly ? 12 : yearlyInvoices,
            Currency = currency,
            YearlyAmount = yearly,
            DealId = dealId,
        };
        _subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>Changes what a subscription is worth.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="day">From which day.</param>
    /// <param name="yearly">The new yearly worth.</param>
    /// <param name="dealId">The deal that changed it, or null.</param>
    public static void Reprice(Subscription subscription, DateOnly day, decimal yearly, string? dealId)
    {
        subscription.YearlyAmount = yearly;
        subscription.DealId = dealId;
        DateTime at = day.ToDateTime(new TimeOnly(7, 0), DateTimeKind.Utc);
        subscription.Record.Change(at, "mrr", FieldText.Of(Mrr(yearly)));
        subscription.Record.Change(at, "crm_opportunity_id", dealId);
    }

    /// <summary>Ends all subscriptions.</summary>
    /// <param name="day">The first day without.</param>
    public void Cancel(DateOnly day)
    {
        foreach (Subscription subscription in _subscriptions.Where(each => each.End is null && each.Start < day))
        {
            subscription.End = day;
            DateTime at = day.ToDateTime(new TimeOnly(5, 0), DateTimeKind.Utc);
            subscription.Record.Change(at, "end_date", FieldText.Of(day));
            subscription.Record.Change(at, "status", "CANCELLED");
        }
    }

    /// <summary>Writes the invoices of one contract year, or of one month of a monthly plan.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="from">The first day of the year or month.</param>
    /// <param name="type">NEW, RENEWAL or EXPANSION.</param>
    public void Invoice(Subscription subscription, DateOnly from, string type)
    {
        int count = subscription.IsMonthly ? 1 : subscription.InvoicesPerYear;
        decimal each = decimal.Round(
            subscription.YearlyAmount / subscription.InvoicesPerYear,
            subscription.Currency == "JPY" ? 0 : 2) + 0.00m;
        for (int i = 0; i < count; i++)
        {
            DateOnly due = from.AddMonths(i * 12 / subscription.InvoicesPerYear);
            if (subscription.End is { } end && due >= end)
            {
                return;
            }

            // The last of a year carries what rounding left over, so that the year's invoices add up to the deal.
            decimal amount = !subscription.IsMonthly && i == count - 1
                ? subscription.YearlyAmount - (each * (count - 1))
                : each;
            AddInvoice(subscription, due.AddDays(subscription.IsMonthly ? 0 : _chance.NextInt(0, 6)), amount, type);
        }
    }

    /// <summary>Delivers subscriptions and what they earned.</summary>
    public void Deliver()
    {
        foreach (Subscription subscription in _subscriptions.Where(each => each.Record.FirstStamp < world.Calendar.End))
        {
            subscription.Record.Deliver(world.Calendar, world.Sink);
            Earn(subscription);
        }
    }

    private static decimal Mrr(decimal yearly) => decimal.Round(yearly / 12, 2) + 0.00m;

    private void Earn(Subscription subscription)
    {
        for (int month = 0; month < world.Calendar.Months; month++)
        {
            DateOnly first = world.Calendar.FirstDayOf(month);
            if (subscription.Start <= first && (subscription.End is null || first < subscription.End))
            {
                string mrr = subscription.Record.At("mrr", world.Calendar.MonthStart(month))!;
                world.Books.Earned[month] += decimal.Round(
                    decimal.Parse(mrr, CultureInfo.InvariantCulture) * world.Rates.ToDollars(subscription.Currency, first),
                    2);
            }
        }
    }

    private void AddInvoice(Subscription subscription, DateOnly day, decimal amount, string type)
    {
        if (day < world.Calendar.FirstDay || world.Calendar.MonthOf(day) >= world.Calendar.Months)
        {
            return;
        }

        TrackedRecord invoice = Draft(subscription, day, amount, type);
        DateTime issuedAt = invoice.FirstStamp;
        if (_chance.Chance(0.015))
        {
            invoice.Change(issuedAt.AddDays(2), "status", "VOID");
            invoice.Deliver(world.Calendar, world.Sink);
            world.Truth.Flaw("void_invoice", "invoice", invoice.Id);
            invoice = Draft(subscription, day.AddDays(2), amount, type);
        }

        Pay(invoice, subscription.Currency, amount);
        invoice.Deliver(world.Calendar, world.Sink);
        Book(world.Books.Invoiced, day, amount, subscription.Currency);
        if (_chance.Chance(0.03))
        {
            AddCredit(subscription, day, amount);
        }
    }

    private void AddCredit(Subscription subscription, DateOnly day, decimal amount)
    {
        DateOnly later = day.AddDays(_chance.NextInt(15, 80));
        decimal credit = -decimal.Round(amount * (decimal)_chance.Between(0.05, 0.4), subscription.Currency == "JPY" ? 0 : 2) - 0.00m;
        if (later >= DateOnly.FromDateTime(world.Calendar.End))
        {
            return;
        }

        TrackedRecord note = Draft(subscription, later, credit, "CREDIT").With(("status", "PAID"));
        note.Deliver(world.Calendar, world.Sink);
        Book(world.Books.Invoiced, later, credit, subscription.Currency);
        world.Truth.Flaw("credit_note", "invoice", note.Id);
    }

    private TrackedRecord Draft(Subscription subscription, DateOnly day, decimal amount, string type)
    {
        long number = world.Ids.NextNumber("invoice");
        decimal tax = company.Place.Region == "EMEA" && type != "CREDIT" ? decimal.Round(amount * 0.2m, 2) : 0.00m;
        bool isLinked = !_chance.Chance(0.08);
        string id = number.ToString("D8", CultureInfo.InvariantCulture);
        if (!isLinked && day < DateOnly.FromDateTime(world.Calendar.End))
        {
            world.Truth.Flaw("invoice_without_crm_account", "invoice", id);
        }

        Book(world.Books.Tax, day, tax, subscription.Currency);
        DateTime at = day.ToDateTime(new TimeOnly(4, 0), DateTimeKind.Utc).AddSeconds(_chance.NextInt(3600));
        return new TrackedRecord(OtherLayouts.Invoice, at).With(
            ("invoice_id", id),
            ("invoice_number", $"INV-{day.Year}-{number:D6}"),
            ("customer_name", _chance.Chance(0.3) ? company.LegalName.ToUpperInvariant() : company.LegalName),
            ("crm_account_id", isLinked ? company.Account!.Id : null),
            ("crm_opportunity_id", subscription.DealId),
            ("subscription_id", subscription.Record.Id),
            ("invoice_type", type),
            ("invoice_date", FieldText.Of(day)),
            ("due_date", FieldText.Of(day.AddDays(30))),
            ("currency", subscription.Currency),
            ("amount", FieldText.Of(amount)),
            ("tax_amount", FieldText.Of(tax)),
            ("status", "OPEN"));
    }

    private void Pay(TrackedRecord invoice, string currency, decimal amount)
    {
        DateTime paidAt = invoice.FirstStamp.AddDays(Math.Max(1, 33 + (int)(12 * _chance.NextNormal())));
        if (_chance.Chance(0.97) && paidAt < world.Calendar.End)
        {
            invoice.Change(paidAt, "status", "PAID");
            Book(world.Books.Paid, DateOnly.FromDateTime(paidAt), amount, currency);
        }
    }

    private void Book(decimal[] book, DateOnly day, decimal amount, string currency)
    {
        int month = world.Calendar.MonthOf(day);
        if (month < book.Length)
        {
            book[month] += decimal.Round(amount * world.Rates.ToDollars(currency, day), 2);
        }
    }
}
