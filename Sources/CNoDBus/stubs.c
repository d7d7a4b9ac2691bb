// Debian's libzbar.a was built with D-Bus: `zbar_image_scanner_request_dbus()` would broadcast every
// text read to whoever listens on the bus. hcode never calls it, and these definitions make sure that
// nothing can: they satisfy the linker, start no library, and fail when called. It also saves a start
// of the program from loading libdbus and the dozen libraries behind it (docs/performance.md).
#include <stddef.h>
#include <stdint.h>

void *dbus_bus_get(int type, void *error) { return NULL; }
int dbus_bus_request_name(void *c, const char *name, unsigned flags, void *error) { return -1; }
int dbus_bus_release_name(void *c, const char *name, void *error) { return -1; }
void dbus_connection_flush(void *c) {}
uint32_t dbus_connection_send(void *c, void *m, uint32_t *serial) { return 0; }
void dbus_error_init(void *error) {}
void dbus_error_free(void *error) {}
uint32_t dbus_error_is_set(const void *error) { return 1; }
void *dbus_message_new_signal(const char *path, const char *iface, const char *name) { return NULL; }
void dbus_message_unref(void *m) {}
void dbus_message_iter_init_append(void *m, void *i) {}
uint32_t dbus_message_iter_append_basic(void *i, int type, const void *v) { return 0; }
uint32_t dbus_message_iter_append_fixed_array(void *i, int type, const void *v, int n) { return 0; }
uint32_t dbus_message_iter_open_container(void *i, int type, const char *sig, void *sub) { return 0; }
uint32_t dbus_message_iter_close_container(void *i, void *sub) { return 0; }
