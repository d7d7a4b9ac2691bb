#define _GNU_SOURCE
#include "cpostgresql.h"

#include <dlfcn.h>
#include <stddef.h>

const char *const hcode_postgresql_library = "libpq.so.5";

// A door: the function under its own name, which leads to the one in the library.
#define DOORS(DOOR) \
  DOOR(PGconn *, PQconnectStartParams, (const char *const *a, const char *const *b, int c), (a, b, c)) \
  DOOR(PostgresPollingStatusType, PQconnectPoll, (PGconn *a), (a)) \
  DOOR(PQconninfoOption *, PQconninfoParse, (const char *a, char **b), (a, b)) \
  DOOR(void, PQconninfoFree, (PQconninfoOption *a), (a)) \
  DOOR(void, PQfreemem, (void *a), (a)) \
  DOOR(void, PQfinish, (PGconn *a), (a)) \
  DOOR(ConnStatusType, PQstatus, (const PGconn *a), (a)) \
  DOOR(int, PQconnectionNeedsPassword, (const PGconn *a), (a)) \
  DOOR(char *, PQerrorMessage, (const PGconn *a), (a)) \
  DOOR(int, PQserverVersion, (const PGconn *a), (a)) \
  DOOR(int, PQsocket, (const PGconn *a), (a)) \
  DOOR(int, PQsetnonblocking, (PGconn *a, int b), (a, b)) \
  DOOR(int, PQflush, (PGconn *a), (a)) \
  DOOR(int, PQconsumeInput, (PGconn *a), (a)) \
  DOOR(int, PQisBusy, (PGconn *a), (a)) \
  DOOR(PGresult *, PQgetResult, (PGconn *a), (a)) \
  DOOR(int, PQsetSingleRowMode, (PGconn *a), (a)) \
  DOOR(int, PQenterPipelineMode, (PGconn *a), (a)) \
  DOOR(int, PQexitPipelineMode, (PGconn *a), (a)) \
  DOOR(int, PQpipelineSync, (PGconn *a), (a)) \
  DOOR(int, PQsendPrepare, (PGconn *a, const char *b, const char *c, int d, const Oid *e), (a, b, c, d, e)) \
  DOOR(int, PQsendQueryPrepared, \
       (PGconn *a, const char *b, int c, const char *const *d, const int *e, const int *f, int g), \
       (a, b, c, d, e, f, g)) \
  DOOR(int, PQsendQueryParams, \
       (PGconn *a, const char *b, int c, const Oid *d, const char *const *e, const int *f, const int *g, int h), \
       (a, b, c, d, e, f, g, h)) \
  DOOR(ExecStatusType, PQresultStatus, (const PGresult *a), (a)) \
  DOOR(char *, PQresultErrorField, (const PGresult *a, int b), (a, b)) \
  DOOR(char *, PQcmdStatus, (PGresult *a), (a)) \
  DOOR(char *, PQcmdTuples, (PGresult *a), (a)) \
  DOOR(int, PQntuples, (const PGresult *a), (a)) \
  DOOR(int, PQnfields, (const PGresult *a), (a)) \
  DOOR(Oid, PQftype, (const PGresult *a, int b), (a, b)) \
  DOOR(int, PQgetisnull, (const PGresult *a, int b, int c), (a, b, c)) \
  DOOR(int, PQgetlength, (const PGresult *a, int b, int c), (a, b, c)) \
  DOOR(char *, PQgetvalue, (const PGresult *a, int b, int c), (a, b, c)) \
  DOOR(void, PQclear, (PGresult *a), (a)) \
  DOOR(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn *a, PQnoticeProcessor b, void *c), (a, b, c))

#define DOOR(result, name, parameters, arguments) \
  static result(*inside_##name) parameters; \
  result name parameters { return inside_##name arguments; }
DOORS(DOOR)
#undef DOOR

int hcode_postgresql_open(void) {
  static int is_open = -1;
  if (is_open >= 0) return is_open;
  is_open = 0;
  // DEEPBIND: it keeps to the OpenSSL it was built with, not to the one inside this program.
  void *library = dlopen(hcode_postgresql_library, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
  if (!library) return 0;
#define DOOR(result, name, parameters, arguments) \
  inside_##name = (result(*) parameters)dlsym(library, #name); \
  if (!inside_##name) return 0;
  DOORS(DOOR)
#undef DOOR
  return is_open = 1;
}

static void swallow(void *context, const char *message) {
  (void)context;
  (void)message;
}

void hcode_postgresql_be_quiet(PGconn *connection) { PQsetNoticeProcessor(connection, swallow, NULL); }
