using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Crm;

/// <summary>Delivers the CRM's users and what they are to sell.</summary>
/// <param name="world">Where to.</param>
internal sealed class StaffExtract(SampleWorld world)
{
    /// <summary>Delivers users and quotas.</summary>
    public void Deliver()
    {
        foreach (Employee employee in world.Staff.Everybody)
        {
            DeliverUser(employee);
        }

        foreach (Employee seller in world.Staff.Everybody.Where(each => each.Role is EmployeeRole.Seller or EmployeeRole.AccountManager))
        {
            DeliverQuotas(seller);
        }
    }

    private void DeliverUser(Employee employee)
    {
        string login = $"{employee.FirstName[0]}.{employee.LastName}".Replace(" ", "", StringComparison.Ordinal);
        DateTime hiredAt = employee.HiredOn.ToDateTime(new TimeOnly(8, 0), DateTimeKind.Utc);
        DateTime stamp = hiredAt < world.Calendar.Start ? world.Calendar.Start.AddHours(1) : hiredAt;
        TrackedRecord user = new TrackedRecord(SalesforceLayouts.User, stamp).With(
            ("Id", employee.Id),
            ("Username", $"{login}.{employee.Id[^6..]}@larkfield.example"),
            ("FirstName", employee.FirstName),
            ("LastName", employee.LastName),
            ("Name", $"{employee.FirstName} {employee.LastName}"),
            ("Email", $"{login}@larkfield.example"),
            ("Title", employee.Title),
            ("Department", employee.Department),
            ("UserRole", employee.Role == EmployeeRole.Executive ? "CRO" : $"{employee.Title} {employee.Region}"),
            ("Region__c", employee.Region),
            ("ManagerId", employee.ManagerId),
            ("IsActive", "true"),
            ("CreatedDate", FieldText.Of(hiredAt)));
        if (employee.LeftOn is { } left)
        {
            user.Change(left.ToDateTime(new TimeOnly(17, 30), DateTimeKind.Utc), "IsActive", "false");
        }

        user.Deliver(world.Calendar, world.Sink);
    }

    private void DeliverQuotas(Employee seller)
    {
        RandomStream chance = world.Chance("quota " + seller.Id);
        decimal yearly = seller.Role == EmployeeRole.Seller ? 620_000m : 380_000m;
        decimal monthly = decimal.Round(yearly / 12 * (decimal)chance.Between(0.85, 1.15) / 1000) * 1000 + 0.00m;
        string currency = seller.Region == "EMEA" ? "EUR" : "USD";
        for (int month = 0; month < world.Calendar.Months; month++)
        {
            DateOnly first = world.Calendar.FirstDayOf(month);
            if (!seller.WorksOn(first.AddMonths(1).AddDays(-1)))
            {
                continue;
            }

            // Quotas are set at the start of a quarter for its three months.
            DateTime setAt = world.Calendar.MonthStart(month - (month % 3)).AddHours(10);
            world.Sink.Add(SalesforceLayouts.Quota, setAt, SalesforceLayouts.Quota.Row(
                ("Id", world.Ids.Next("0J9")),
                ("QuotaOwnerId", seller.Id),
                ("StartDate", FieldText.Of(first)),
                ("QuotaAmount", FieldText.Of(monthly)),
                ("CurrencyIsoCode", currency),
                ("SystemModstamp", FieldText.Of(setAt))));
        }
    }
}
