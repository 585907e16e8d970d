/** The face of the client: what an application sees first. May import every package below it. */
@NullMarked
package org.msnmock.client;

import org.jspecify.annotations.NullMarked;
