using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.World;

/// <summary>Who works for the sample company, and who owns what on which day.</summary>
internal sealed class Staff
{
    private const double LeaverShare = 0.2;
    private readonly List<Employee> _everybody = [];
    private readonly Dictionary<(EmployeeRole Role, string Region), List<Employee>> _teams = [];
    private readonly RandomStream _chance;
    private readonly SampleCalendar _calendar;
    private readonly SalesforceIds _ids;

    /// <summary>Hires everybody.</summary>
    /// <param name="options">The seed, and how large the market is.</param>
    /// <param name="calendar">The days.</param>
    /// <param name="ids">Gives user ids.</param>
    public Staff(SampleOptions options, SampleCalendar calendar, SalesforceIds ids)
    {
        _chance = RandomStream.Of(options.Seed, "staff");
        _calendar = calendar;
        _ids = ids;
        Integration = Hire(EmployeeRole.Integration, "GLOBAL", null);
        Employee chief = Hire(EmployeeRole.Executive, "GLOBAL", null);
        foreach ((string region, double share) in new[] { ("AMER", 0.48), ("EMEA", 0.44), ("APAC", 0.08) })
        {
            Employee manager = Hire(EmployeeRole.SalesManager, region, chief.Id);
            HireMany(EmployeeRole.Seller, region, manager, Math.Max(2, options.Accounts / 40.0 * share));
            HireMany(EmployeeRole.AccountManager, region, manager, Math.Max(1, options.Accounts / 150.0 * share));
            HireMany(EmployeeRole.Developer, region, manager, Math.Max(1, options.Accounts / 90.0 * share));
        }

        Marketer = Hire(EmployeeRole.Marketer, "GLOBAL", chief.Id);
        Hire(EmployeeRole.Marketer, "GLOBAL", chief.Id);
    }

    /// <summary>Everybody who ever worked there, in the order of their ids.</summary>
    public IReadOnlyList<Employee> Everybody => _everybody;

    /// <summary>The user that writes records by machine.</summary>
    public Employee Integration { get; }

    /// <summary>The user that owns campaigns.</summary>
    public Employee Marketer { get; }

    /// <summary>Who of a role is responsible for a company on a day.</summary>
    /// <param name="role">The role.</param>
    /// <param name="company">The company.</param>
    /// <param name="day">The day.</param>
    public Employee Responsible(EmployeeRole role, Company company, DateOnly day)
    {
        List<Employee> team = TeamOf(role, company.Place.Region);
        int seat = ((company.Index * 31) + (company.Index / 7)) % team.Count;
        Employee employee = team[seat];
        return employee.WorksOn(day) ? employee : SuccessorOf(team, employee, day);
    }

    /// <summary>The changes of responsibility for a company, noticed by the week.</summary>
    /// <param name="role">The role.</param>
    /// <param name="company">The company.</param>
    /// <param name="from">The first day.</param>
    /// <param name="end">The first day that is not looked at.</param>
    /// <returns>The day and the new owner's user.</returns>
    public IEnumerable<(DateOnly Day, string OwnerId)> OwnersFrom(
        EmployeeRole role,
        Company company,
        DateOnly from,
        DateOnly end)
    {
        string owner = Responsible(role, company, from).Id;
        for (DateOnly day = from.AddDays(7); day < end; day = day.AddDays(7))
        {
            string now = Responsible(role, company, day).Id;
            if (now != owner)
            {
                owner = now;
                yield return (day, now);
            }
        }
    }

    // A leaver's successor is hired for the seat; a seat not yet taken is kept by the team's first.
    private static Employee SuccessorOf(List<Employee> team, Employee gone, DateOnly day)
    {
        int from = team.IndexOf(gone);
        for (int step = 1; step <= team.Count; step++)
        {
            Employee next = team[(from + step) % team.Count];
            if (next.WorksOn(day))
            {
                return next;
            }
        }

        return gone;
    }

    private List<Employee> TeamOf(EmployeeRole role, string region)
    {
        if (!_teams.TryGetValue((role, region), out List<Employee>? team))
        {
            team = [.. _everybody.Where(each => each.Role == role && each.Region == region)];
            _teams.Add((role, region), team);
        }

        return team;
    }

    private void HireMany(EmployeeRole role, string region, Employee manager, double count)
    {
        for (int i = 0; i < (int)Math.Ceiling(count); i++)
        {
            Employee hired = Hire(role, region, manager.Id);
            bool leaves = i > 0 && (_chance.Chance(LeaverShare) || (i == 1 && role == EmployeeRole.Seller));
            if (leaves)
            {
                DateOnly last = _calendar.FirstDay.AddDays(_chance.NextInt(_calendar.Days / 4, _calendar.Days - 45));
                _everybody[^1] = hired with { LeftOn = last };
            }
        }
    }

    private Employee Hire(EmployeeRole role, string region, string? managerId)
    {
        int days = role is EmployeeRole.Integration or EmployeeRole.Executive ? 900 : _chance.NextInt(60, 1500);
        Employee hired = new(
            _ids.Next("005"),
            role == EmployeeRole.Integration ? "Data" : _chance.Pick(NameLists.FirstNames),
            role == EmployeeRole.Integration ? "Integration" : _chance.Pick(NameLists.LastNames),
            role,
            region,
            managerId,
            _calendar.FirstDay.AddDays(-days),
            LeftOn: null);
        _everybody.Add(hired);
        return hired;
    }
}
