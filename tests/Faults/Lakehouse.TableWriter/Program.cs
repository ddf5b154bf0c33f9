using Lakehouse.TableWriter;

// Lakehouse.TableWriter LOCATION NAME SEED SECONDS MOST WORK[,WORK…]
//
// One of several processes that work on one table at the same time. Each line of its output is said only after the fact:
//   committed VERSION TOKEN      the table has acknowledged the commit
//   unknown VERSION TOKEN        the store did not say
//   refused REASON               another writer was in the way, and the work is given up
//   vacuumed FILES               files that no version needs are gone
//   read VERSION ROWS            a snapshot was read, and it was consistent
//   broken TEXT                  a snapshot was read, and it was not
//   failed TEXT                  the store or the engine failed
//   done
if (WriterOptions.TryParse(args) is not { } options)
{
    await Console.Error.WriteLineAsync("expected LOCATION NAME SEED SECONDS MOST WORK[,WORK...]");
    return 2;
}

await using Writer writer = await Writer.OpenAsync(options);
await writer.RunAsync();
return 0;
